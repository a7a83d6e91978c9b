import { Controller, Inject, Req } from '@nestjs/common';
import type { App } from '../../host/app.ts';
import { usingUp } from '../../host/uploads.ts';
import { operations } from '../../operations/index.ts';
import { Desk } from '../desk.ts';
import {
  AnswerComplaintDto,
  ComplaintDto,
  CorrectComplaintDto,
  EndNoteDto,
  EraseDto,
  HoldDto,
  ImportDto,
  LogContactDto,
  NoteDto,
  RecallDto,
} from '../dto/intake.ts';
import { DebtDto } from '../dto/named.ts';
import { refuseHostFiles } from '../host-files.ts';
import type { ApiRequest } from '../http.ts';
import { Args, Asked, Serves } from '../serves.ts';

/** What changes debts and people. */
@Controller()
export class IntakeController {
  constructor(@Inject(Desk) private readonly desk: Desk) {}

  @Serves('import')
  import(@Asked() app: App, @Req() request: ApiRequest, @Args() args: ImportDto) {
    refuseHostFiles(request, app.folder.dir, args);
    const work = () => operations.import(app, { ...args, onProgress: this.desk.goOn });
    return this.desk.inTurn(() => usingUp(app.folder.dir, [args.file, args.mapping], work));
  }

  @Serves('recall')
  recall(@Asked() app: App, @Req() request: ApiRequest, @Args() args: RecallDto) {
    refuseHostFiles(request, app.folder.dir, args);
    const work = () => operations.recall(app, args);
    return this.desk.inTurn(() => usingUp(app.folder.dir, [args.file, args.mapping], work));
  }

  @Serves('hold')
  hold(@Asked() app: App, @Args() args: HoldDto) {
    return operations.hold(app, args);
  }

  @Serves('lift')
  lift(@Asked() app: App, @Args() args: DebtDto) {
    return operations.lift(app, args);
  }

  @Serves('note')
  note(@Asked() app: App, @Args() args: NoteDto) {
    return operations.note(app, args);
  }

  @Serves('end-note')
  endNote(@Asked() app: App, @Args() args: EndNoteDto) {
    return operations['end-note'](app, args);
  }

  @Serves('log-contact')
  logContact(@Asked() app: App, @Args() args: LogContactDto) {
    return operations['log-contact'](app, args);
  }

  @Serves('complaint')
  complaint(@Asked() app: App, @Args() args: ComplaintDto) {
    return operations.complaint(app, args);
  }

  @Serves('correct-complaint')
  correctComplaint(@Asked() app: App, @Args() args: CorrectComplaintDto) {
    return operations['correct-complaint'](app, args);
  }

  @Serves('answer-complaint')
  answerComplaint(@Asked() app: App, @Args() args: AnswerComplaintDto) {
    return operations['answer-complaint'](app, args);
  }

  @Serves('erase')
  erase(@Asked() app: App, @Args() args: EraseDto) {
    return operations.erase(app, args);
  }
}
