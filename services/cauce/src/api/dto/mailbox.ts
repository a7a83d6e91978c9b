import type { WrittenChannel } from '@cauce/domain';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { Text } from './checks.ts';

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
