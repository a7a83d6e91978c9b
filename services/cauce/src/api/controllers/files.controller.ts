import { createReadStream } from 'node:fs';
import {
  Controller,
  Get,
  HttpCode,
  Inject,
  NotFoundException,
  Post,
  Req,
  StreamableFile,
} from '@nestjs/common';
import { keepUpload } from '../../host/uploads.ts';
import { rejectsOf } from '../../operations/intake/rejects-folder.ts';
import { Desk } from '../desk.ts';
import { FileDto, RejectsDto } from '../dto/intake.ts';
import type { ApiRequest } from '../http.ts';
import { Args, Needs } from '../serves.ts';

/** Files that come from another machine, and what of them was turned away. */
@Controller()
export class FilesController {
  constructor(@Inject(Desk) private readonly desk: Desk) {}

  /** Takes the body for a file; `file` is what an operation that takes one is told then, once. */
  @Post('files')
  @Needs('import')
  @HttpCode(201)
  async take(@Req() request: ApiRequest, @Args() { name }: FileDto): Promise<{ readonly file: string }> {
    return { file: await keepUpload(this.desk.host.folder.dir, name, request) };
  }

  /** The lines that an import turned away, in the form of its source, with why. */
  @Get('imports/:import/rejects')
  @Needs('import')
  rejects(@Args() args: RejectsDto): StreamableFile {
    const path = rejectsOf(this.desk.host.folder.dir, args.import);
    if (!path) throw new NotFoundException(`no rejected lines are kept of an import "${args.import}"`);
    return new StreamableFile(createReadStream(path));
  }
}
