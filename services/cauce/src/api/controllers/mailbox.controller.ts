import type { Mailbox } from '@cauce/adapters/sandbox';
import type { WrittenChannel } from '@cauce/domain';
import { Controller, Get, Header, HttpCode, Inject, NotFoundException, Post } from '@nestjs/common';
import { Desk } from '../desk.ts';
import { MailboxDto, MessageDto, ReplyDto } from '../dto/mailbox.ts';
import { listPage, messagePage } from '../mailbox-pages.ts';
import { Args, Needs } from '../serves.ts';

const PAGE = 100;
/** The pages run no script; a message is shown in a frame that may do nothing at all. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'";

/** What the sandboxes took, as a person looks at it. */
@Controller('mailbox')
export class MailboxController {
  constructor(@Inject(Desk) private readonly desk: Desk) {}

  @Get()
  @Needs('mailbox')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', POLICY)
  list(@Args() { after, channel = 'email' }: MailboxDto): string {
    const mailbox = this.mailboxOf(channel);
    return listPage(channel, mailbox.list({ limit: PAGE, after: after ?? null }), mailbox.count());
  }

  @Get(':messageId')
  @Needs('mailbox')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', POLICY)
  message(@Args() { messageId, channel = 'email' }: MessageDto): string {
    const found = this.mailboxOf(channel).get(messageId);
    if (!found) throw new NotFoundException('the mailbox has no such message, or it was purged');
    return messagePage(channel, found);
  }

  /** Has a debtor answer by SMS: `taken` where a sender is there to hear it. */
  @Post('replies')
  @Needs('mailbox')
  @HttpCode(200)
  async reply(@Args() { from, text }: ReplyDto): Promise<{ readonly taken: boolean }> {
    return { taken: await this.sandboxes.sms.reply(from, text) };
  }

  private mailboxOf(channel: WrittenChannel): Mailbox {
    return this.sandboxes[channel].mailbox;
  }

  private get sandboxes(): NonNullable<Desk['host']['sandboxes']> {
    const { sandboxes } = this.desk.host;
    if (!sandboxes) throw new NotFoundException('real providers take the messages here: there is no mailbox');
    return sandboxes;
  }
}
