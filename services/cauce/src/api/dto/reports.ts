import { CONTACT_CHANNELS, type ContactChannel, LANGUAGES, type Language } from '@cauce/domain';
import { GROUPINGS, type Grouping, MOST_ENTRIES } from '@cauce/reporting';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsObject, IsOptional, Max, Min } from 'class-validator';
import { Text, Texts } from './checks.ts';
import { DebtorDto } from './named.ts';

export class EventsDto {
  @IsOptional() @Text() stream?: string;
  @IsOptional() @Text() type?: string;
}

export class AgeingDto {
  @Text() asOf!: string;
  @IsOptional() @Text() knownAt?: string;
  @IsOptional() @Text() portfolio?: string;
}

/** Days, both included. */
export class ComplianceDto {
  @Text() from!: string;
  @Text() to!: string;
  @IsOptional() @IsIn(GROUPINGS) by?: Grouping;
}

export class PlanDto {
  @Text() date!: string;
}

export class TimelineDto {
  @Text() of!: string;
  @IsOptional() @Text() asOf?: string;
  @IsOptional() @Text() knownAt?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(MOST_ENTRIES) limit?: number;
  @IsOptional() @Text() after?: string;
  @IsOptional() @IsIn(LANGUAGES) lang?: Language;
}

export class ContactDto {
  @Text() contact!: string;
}

/** An instant at which nothing was sent to a debtor. */
export class SilenceDto extends DebtorDto {
  @Text() at!: string;
  @IsOptional() @Text() debt?: string;
}

/** A contact that somebody would like to make. */
export class GateCheckDto extends DebtorDto {
  @Texts() debts!: string[];
  @IsIn(CONTACT_CHANNELS) channel!: ContactChannel;
  @IsOptional() @Text() at?: string;
}

/** Days; a pack as its file holds it, or the name of one that is known here. */
export class ReadjudicateDto {
  @IsOptional() @Text() from?: string;
  @IsOptional() @Text() to?: string;
  @IsOptional() @IsObject() pack?: object;
  @IsOptional() @Text() version?: string;
}
