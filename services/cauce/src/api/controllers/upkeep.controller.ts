import { Controller } from '@nestjs/common';
import type { App } from '../../host/app.ts';
import { operations } from '../../operations/index.ts';
import { NothingDto } from '../dto/named.ts';
import {
  AddPrincipalDto,
  ApprovePackDto,
  PackDto,
  PrincipalNameDto,
  PriorityDto,
  ProposePackDto,
  RebuildDto,
  SenderDto,
  UnparkDto,
  VerifyDto,
} from '../dto/upkeep.ts';
import { Args, Asked, Serves } from '../serves.ts';

/** Proofs, read models, parked keys, packs, creditors and principals. */
@Controller()
export class UpkeepController {
  @Serves('audit-verify')
  verify(@Asked() app: App, @Args() args: VerifyDto) {
    return operations['audit-verify'](app, args);
  }

  @Serves('rebuild')
  rebuild(@Asked() app: App, @Args() args: RebuildDto) {
    return operations.rebuild(app, args);
  }

  @Serves('parked')
  parked(@Asked() app: App, @Args() args: NothingDto) {
    return operations.parked(app, args);
  }

  @Serves('unpark')
  unpark(@Asked() app: App, @Args() args: UnparkDto) {
    return operations.unpark(app, args);
  }

  @Serves('creditors')
  creditors(@Asked() app: App, @Args() args: NothingDto) {
    return operations.creditors(app, args);
  }

  @Serves('prioritise')
  prioritise(@Asked() app: App, @Args() args: PriorityDto) {
    return operations.prioritise(app, args);
  }

  @Serves('sender')
  sender(@Asked() app: App, @Args() args: SenderDto) {
    return operations.sender(app, args);
  }

  @Serves('packs')
  packs(@Asked() app: App, @Args() args: NothingDto) {
    return operations.packs(app, args);
  }

  @Serves('pack-show')
  pack(@Asked() app: App, @Args() args: PackDto) {
    return operations['pack-show'](app, args);
  }

  @Serves('pack-propose')
  proposePack(@Asked() app: App, @Args() args: ProposePackDto) {
    return operations['pack-propose'](app, args);
  }

  @Serves('pack-approve')
  approvePack(@Asked() app: App, @Args() args: ApprovePackDto) {
    return operations['pack-approve'](app, args);
  }

  @Serves('principal-list')
  principals(@Asked() app: App, @Args() args: NothingDto) {
    return operations['principal-list'](app, args);
  }

  @Serves('principal-add')
  addPrincipal(@Asked() app: App, @Args() args: AddPrincipalDto) {
    return operations['principal-add'](app, args);
  }

  @Serves('principal-revoke')
  revokePrincipal(@Asked() app: App, @Args() args: PrincipalNameDto) {
    return operations['principal-revoke'](app, args);
  }
}
