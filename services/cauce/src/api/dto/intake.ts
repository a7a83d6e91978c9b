import { LOGGED_OUTCOMES } from '@cauce/contracts';
import { CONTACT_CHANNELS, type ContactChannel, NOTE_KINDS, type NoteKind } from '@cauce/domain';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import type { LogContactArgs } from '../../operations/notes/log-contact.ts';
import { Channels, ListInQuery, Text, Texts } from './checks.ts';
import { DebtDto, DebtorDto } from './named.ts';

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

export class HoldDto extends DebtDto {
  @Text() reason!: string;
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

export class EndNoteDto extends NoteKindDto {
  @IsOptional() @ListInQuery() @Channels() channels?: ContactChannel[];
  @IsOptional() @Text() debt?: string;
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

export class EraseDto extends DebtorDto {
  @IsOptional() @Text() reason?: string;
}

export class ComplaintDto extends DebtorDto {
  @Text() regulator!: string;
  @Text() dueOn!: string;
  @IsOptional() @Text() creditor?: string;
  @IsOptional() @Texts() debts?: string[];
  @IsOptional() @Text() at?: string;
  @IsOptional() @Text() text?: string;
}

export class CorrectComplaintDto {
  @Text() complaint!: string;
  @Text() reason!: string;
  @IsOptional() @Text() regulator?: string;
  @IsOptional() @Text() dueOn?: string;
  @IsOptional() @Texts() debts?: string[];
  @IsOptional() @Text() at?: string;
}

export class AnswerComplaintDto {
  @Text() complaint!: string;
  @IsOptional() @Text() at?: string;
  @IsOptional() @Text() text?: string;
}
