import { CONTACT_CHANNELS } from '@cauce/domain';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsIn, IsString, Length } from 'class-validator';

/** Longest text taken for a reference, a name or a path. */
const LONGEST = 4_096;

/** A text, never empty. */
export const Text = (): PropertyDecorator => (target, key) => {
  IsString()(target, key);
  Length(1, LONGEST)(target, key);
};

/** Most entries of a list: what is told is looked at in each decision. */
const MOST = 1_000;

/** A list of texts, never empty. */
export const Texts = (): PropertyDecorator => (target, key) => {
  IsArray()(target, key);
  ArrayNotEmpty()(target, key);
  ArrayMaxSize(MOST)(target, key);
  IsString({ each: true })(target, key);
};

/** A list of channels, never empty. */
export const Channels = (): PropertyDecorator => (target, key) => {
  IsArray()(target, key);
  ArrayNotEmpty()(target, key);
  ArrayMaxSize(CONTACT_CHANNELS.length)(target, key);
  IsIn(CONTACT_CHANNELS, { each: true })(target, key);
};

/** A list in a query, where one entry alone looks like no list. */
export const ListInQuery = (): PropertyDecorator =>
  Transform(({ value }) => (typeof value === 'string' ? [value] : value));
