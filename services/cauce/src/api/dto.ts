import { LOGGED_OUTCOMES } from '@cauce/contracts';
import {
  CONTACT_CHANNELS,
  type ContactChannel,
  LANGUAGES,
  type Language,
  NOTE_KINDS,
  type NoteKind,
  ROLES,
  type WrittenChannel,
} from '@cauce/domain';
import { GROUPINGS, type Grouping, MOST_ENTRIES } from '@cauce/reporting';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { COUNTRY } from '../operations/creditors/sender.ts';
import type { LogContactArgs } from '../operations/notes/log-contact.ts';

/** Longest text taken for a reference, a name or a path. */
const LONGEST = 4_096;

const Text = (): PropertyDecorator => (target, key) => {
  IsString()(target, key);
  Length(1, LONGEST)(target, key);
};

/** Most entries of a list: what is told is looked at in each decision. */
const MOST = 1_000;

const Texts = (): PropertyDecorator => (target, key) => {
  IsArray()(target, key);
  ArrayNotEmpty()(target, key);
  ArrayMaxSize(MOST)(target, key);
  IsString({ each: true })(target, key);
};

const Channels = (): PropertyDecorator => (target, key) => {
  IsArray()(target, key);
  ArrayNotEmpty()(target, key);
  ArrayMaxSize(CONTACT_CHANNELS.length)(target, key);
  IsIn(CONTACT_CHANNELS, { each: true })(target, key);
};

/** A list in a query, where one entry alone looks like no list. */
const ListInQuery = (): PropertyDecorator =>
  Transform(({ value }) => (typeof value === 'string' ? [value] : value));

/** No argument at all. */
export class NothingDto {}

/** A file that follows as the body. */
export class FileDto {
  @Text() name!: string;
}

export class RejectsDto {
  @Text() import!: string;
}

/** A file is what POST /files has answered; an admin may name one by its path on the machine of the host. */
export class ImportDto {
  @Text() file!: string;
  @Text() mapping!: string;
  @IsOptional() @Text() portfolio?: string;
  @IsOptional() @IsBoolean() dryRun?: boolean;
  @IsOptional() @IsBoolean() yes?: boolean;
}

export class RecallDto {
  @IsOptional() @Text() debt?: string;
  @IsOptional() @Text() file?: string;
  @IsOptional() @Text() mapping?: string;
  @IsOptional() @Text() portfolio?: string;
  @IsOptional() @IsBoolean() dryRun?: boolean;
}

export class DebtDto {
  @Text() debt!: string;
}

export class HoldDto extends DebtDto {
  @Text() reason!: string;
}

export class DebtorDto {
  @Text() debtor!: string;
}

/** An instant at which nothing was sent to a debtor. */
export class SilenceDto extends DebtorDto {
  @Text() at!: string;
  @IsOptional() @Text() debt?: string;
}

class NoteKindDto extends DebtorDto {
  @IsIn(Object.keys(NOTE_KINDS)) kind!: NoteKind;
  @IsOptional() @Text() address?: string;
}

export class NoteDto extends NoteKindDto {
  @IsOptional() @Channels() channels?: ContactChannel[];
  @IsOptional() @Texts() debts?: string[];
  @IsOptional() @Texts() hours?: string[];
  @IsOptional() @IsIn(['home', 'work']) place?: 'home' | 'work';
  @IsOptional() @Text() sentOn?: string;
  @IsOptional() @Text() returned?: string;
  @IsOptional() @Text() since?: string;
  @IsOptional() @Text() until?: string;
  @IsOptional() @Text() text?: string;
}

/** A contact that somebody would like to make. */
export class GateCheckDto extends DebtorDto {
  @Texts() debts!: string[];
  @IsIn(CONTACT_CHANNELS) channel!: ContactChannel;
  @IsOptional() @Text() at?: string;
}

/** A contact that Cauce did not make. */
export class LogContactDto extends DebtorDto {
  @IsIn(CONTACT_CHANNELS) channel!: ContactChannel;
  @IsIn(['in', 'out']) direction!: 'in' | 'out';
  @IsIn(LOGGED_OUTCOMES) outcome!: LogContactArgs['outcome'];
  @Texts() debts!: string[];
  @IsOptional() @Text() address?: string;
  @IsOptional() @Text() at?: string;
  @IsOptional() @Text() agreesToCalls?: string;
  @IsOptional() @IsBoolean() revokesCalls?: boolean;
  @IsOptional() @Text() text?: string;
}

export class EndNoteDto extends NoteKindDto {
  @IsOptional() @ListInQuery() @Channels() channels?: ContactChannel[];
  @IsOptional() @Text() debt?: string;
}

export class EraseDto extends DebtorDto {
  @IsOptional() @Text() reason?: string;
}

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

export class ComplaintDto extends DebtorDto {
  @Text() regulator!: string;
  @Text() dueOn!: string;
  @IsOptional() @Text() creditor?: string;
  @IsOptional() @Texts() debts?: string[];
  @IsOptional() @Text() at?: string;
  @IsOptional() @Text() text?: string;
}

export class AnswerComplaintDto {
  @Text() complaint!: string;
  @IsOptional() @Text() at?: string;
  @IsOptional() @Text() text?: string;
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

/** Days; a pack as its file holds it, or the name of one that is known here. */
export class ReadjudicateDto {
  @IsOptional() @Text() from?: string;
  @IsOptional() @Text() to?: string;
  @IsOptional() @IsObject() pack?: object;
  @IsOptional() @Text() version?: string;
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

export class ProposeTemplateDto {
  @IsObject() template!: object;
}

/** A version of a template: "standard-overdue.es@1". */
export class TemplateDto {
  @Text() template!: string;
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

export class ChannelDto {
  @IsOptional() @IsIn(['email', 'sms']) channel?: WrittenChannel;
}

export class MailboxDto extends ChannelDto {
  @IsOptional() @Matches(/^\d{1,15}$/) after?: string;
}

/** An SMS that a debtor writes. */
export class ReplyDto {
  @Text() from!: string;
  @Text() text!: string;
}

export class MessageDto extends ChannelDto {
  @Text() messageId!: string;
}
