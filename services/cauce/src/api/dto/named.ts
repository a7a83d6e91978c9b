import { Text } from './checks.ts';

/** No argument at all. */
export class NothingDto {}

export class DebtorDto {
  @Text() debtor!: string;
}

export class DebtDto {
  @Text() debt!: string;
}
