import { ROLES, type WrittenChannel } from '@cauce/domain';
import { IsArray, IsIn, IsObject, IsOptional, IsString, Matches } from 'class-validator';
import { COUNTRY } from '../../operations/creditors/sender.ts';
import { Text } from './checks.ts';

/** Names or ids, the first first. */
export class PriorityDto {
  @IsArray() @IsString({ each: true }) creditors!: string[];
}

export class SenderDto {
  @Text() creditor!: string;
  @IsIn(['email', 'sms']) channel!: WrittenChannel;
  @Text() address!: string;
  @IsOptional() @Text() name?: string;
  @IsOptional() @Matches(COUNTRY) country?: string;
}

/** A pack by its name: "UY", "UY@1.1.0". */
export class PackDto {
  @Text() pack!: string;
}

export class ProposePackDto {
  @IsObject() pack!: object;
  @Text() effective!: string;
}

export class ApprovePackDto {
  @Text() proposal!: string;
}

/** A version of a template: "standard-overdue.es@1". */
export class TemplateDto {
  @Text() template!: string;
}

export class ProposeTemplateDto {
  @IsObject() template!: object;
}

/** A head of the log that was told before. */
export class VerifyDto {
  @IsOptional() @Text() head?: string;
}

export class RebuildDto {
  @IsOptional() @Text() model?: string;
}

export class UnparkDto {
  @Text() group!: string;
  @Text() key!: string;
}

export class PrincipalNameDto {
  @Text() name!: string;
}

export class AddPrincipalDto extends PrincipalNameDto {
  @IsIn(ROLES) role!: string;
}
