import { isRecordingKey, recordingKey } from '../text/names';
import { quoted, type UserRow, type UserTable } from '../text/user-table';

/**
 * The recording of a row, as `recordingKey`.
 *
 * @throws Error naming file, line and column when the field cannot be the name of a recording
 */
export function rowRecording(row: UserRow, { key, fault }: UserTable): string {
  const found = row.text(key);
  const name = recordingKey(found);
  if (isRecordingKey(name)) return name;
  throw fault(`found ${quoted(found)}, expected the name of a recording, as p1 for P1.wav`, row.line, key);
}
