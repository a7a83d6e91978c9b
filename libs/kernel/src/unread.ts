const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a folder: give a file',
  ENOTDIR: 'it is a file: give a folder',
  EACCES: 'it may not be read by this user',
};

/** Why a file or folder could not be read or understood, for whoever named it: says nothing of system calls. */
export const whyUnread = (error: unknown): string => {
  // By its fields: an error of the system may be of another realm, where it is no `Error` of ours.
  const { code = '', message = String(error) } = Object(error) as Partial<NodeJS.ErrnoException>;
  return REASONS[code] ?? message;
};
