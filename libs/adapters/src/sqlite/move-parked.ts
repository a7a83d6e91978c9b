import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ParkedMessage } from '@cauce/ports';
import { SqliteParkedMessages } from './parked-messages.ts';
import { WorkFile } from './work-file.ts';

/** Where folders of the layout before kept parked messages: among the read models, a document for each key. */
const FORMER = 'parked a';

const messagesOf = (id: string, body: string): ParkedMessage[] => {
  const [group = '', key = ''] = id.split(/\|(.*)/s);
  const { reason, waiting }: { reason: string; waiting: Omit<ParkedMessage, 'group' | 'key' | 'reason'>[] } =
    JSON.parse(body);
  return waiting.map((one) => ({ ...one, group, key, reason }));
};

/** Takes the parked messages of a folder of the layout before over into its `work.db`. */
export const moveParked = async (folder: string): Promise<void> => {
  const file = join(folder, 'models.db');
  if (!existsSync(file)) return;
  const models = new DatabaseSync(file, { timeout: 5_000 });
  try {
    if (!models.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(FORMER)) return;
    const work = new WorkFile(join(folder, 'work.db'));
    const parked = new SqliteParkedMessages(work);
    for (const { id, body } of models.prepare(`SELECT id, body FROM "${FORMER}"`).all()) {
      for (const message of messagesOf(String(id), String(body))) await parked.put(message);
    }
    // Closing forces it to the disk: only then may the other place go.
    work.close();
    models.exec(`BEGIN; DROP TABLE "${FORMER}"; DELETE FROM copies WHERE model = 'parked'; COMMIT`);
  } finally {
    models.close();
  }
};
