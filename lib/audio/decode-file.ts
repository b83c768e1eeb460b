import { decodeSound } from './decode';
import { storeDecoded } from './decoded';
import { formats } from './formats/registry';

/** A recording to be decoded, as plain data for a thread. */
export interface DecodeRequest {
  readonly recording: string;
  /** Name of its format. */
  readonly format: string;
  /** Where its samples go. */
  readonly file: string;
}

/** Decodes a recording into a file. @throws Error naming the recording, what was found and a way out */
export async function decodeToFile({ recording, format: name, file }: DecodeRequest): Promise<void> {
  const format = formats.find((each) => each.name === name);
  if (format?.kind !== 'packets') throw new Error(`${recording}: ${name} is not decoded packet by packet`);
  await storeDecoded(file, (write) => decodeSound(recording, format, write));
}
