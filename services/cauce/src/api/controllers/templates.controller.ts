import { Controller } from '@nestjs/common';
import type { App } from '../../host/app.ts';
import { operations } from '../../operations/index.ts';
import { NothingDto } from '../dto/named.ts';
import { ProposeTemplateDto, TemplateDto } from '../dto/upkeep.ts';
import { Args, Asked, Serves } from '../serves.ts';

/** The texts of messages, in versions. */
@Controller()
export class TemplatesController {
  @Serves('templates')
  templates(@Asked() app: App, @Args() args: NothingDto) {
    return operations.templates(app, args);
  }

  @Serves('template-show')
  show(@Asked() app: App, @Args() args: TemplateDto) {
    return operations['template-show'](app, args);
  }

  @Serves('template-propose')
  propose(@Asked() app: App, @Args() args: ProposeTemplateDto) {
    return operations['template-propose'](app, args);
  }

  @Serves('template-approve')
  approve(@Asked() app: App, @Args() args: TemplateDto) {
    return operations['template-approve'](app, args);
  }
}
