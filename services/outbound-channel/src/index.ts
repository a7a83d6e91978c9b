export { ChannelSender } from './channel-sender.ts';
export type { Sender } from './composer.ts';
export { outboundGroup } from './outbound.controller.ts';
export { type ChannelSetup, OutboundChannelModule } from './outbound.module.ts';
export type { Rate } from './rate-limit.ts';
export { ReceiptPump } from './receipt-pump.ts';
