import { Catch, type RpcExceptionFilter } from '@nestjs/common';
import { throwError } from 'rxjs';

/** Hands a handler's error to the transport as it is, so that a parked key can say what went wrong. */
@Catch()
export class RethrowFilter implements RpcExceptionFilter {
  catch(exception: unknown) {
    return throwError(() => exception);
  }
}
