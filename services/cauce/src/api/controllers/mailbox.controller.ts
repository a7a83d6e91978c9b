import { Controller, Get, Header, Inject, NotFoundException } from '@nestjs/common';
import { Desk } from '../desk.ts';
import { MailboxDto, MessageDto } from '../dto.ts';
import { listPage, messagePage } from '../mailbox-pages.ts';
import { Args, Needs } from '../serves.ts';

const PAGE = 100;
/** The pages run no script; a message is shown in a frame that may do nothing at all. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'";

/** What the mail sandbox took, as a person looks at it. */
@Controller('mailbox')
export class MailboxController {
  constructor(@Inject(Desk) private readonly desk: Desk) {}

  @Get()
  @Needs('mailbox')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', POLICY)
  list(@Args() { after }: MailboxDto): string {
    const { mailbox } = this.desk.host.sandbox;
    return listPage(mailbox.list({ limit: PAGE, after: after ?? null }), mailbox.count());
  }

  @Get(':messageId')
  @Needs('mailbox')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', POLICY)
  message(@Args() { messageId }: MessageDto): string {
    const found = this.desk.host.sandbox.mailbox.get(messageId);
    if (!found) throw new NotFoundException('the mailbox has no such message, or it was purged');
    return messagePage(found);
  }
}
