import { shellWord } from '../riff';
import type { ByteSource } from '../layout';
import { boxes, boxIn, type Box } from './boxes';
import { impossibleTable } from './mp4-tables';
import { latin1, type PacketFormat, type TrackFacts, type Trim } from './format';

/** Types of the first box of a file; `ftyp` in all but old QuickTime files. */
const firstBoxes = ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot', 'styp'];

/**
 * MP4 and QuickTime: m4a, mp4, mov, 3gp. The edit list says what is to be heard, or iTunes' own note
 * (ISO/IEC 14496-12, 8.6.6).
 */
export const mp4: PacketFormat = {
  kind: 'packets',
  name: 'MP4 or QuickTime',
  recognizes: (head) => firstBoxes.includes(latin1(head, 4, 8)),
  readers: ['MP4', 'QTFF'],
  inspect: (source: ByteSource, name: string) => {
    let index = false;
    for (const { type, end } of boxes(source, 0, source.size)) {
      if (end > source.size)
        return {
          refusal: `truncated: its '${type}' box ends at ${end} bytes and ${source.size} are there; copy it again, or keep the rest: ffmpeg -i ${shellWord(name)} rest.wav`,
        };
      index ||= type === 'moov';
    }
    const table = impossibleTable(source);
    if (table !== undefined)
      return {
        refusal: `damaged: its '${table}' box counts more samples than a file of ${source.size} bytes holds; copy or export it again`,
      };
    if (index) return {};
    return {
      refusal:
        "no 'moov' box, which says where the sound is; the recording was never finished or lost its end, copy it again",
    };
  },
  trim: (source: ByteSource, track: TrackFacts): Trim => {
    const moov = boxIn(source, { start: 0, end: source.size }, 'moov');
    if (moov === undefined) return { skip: 0 };
    return editTrim(source, moov, track) ?? iTunesTrim(source, moov) ?? { skip: 0 };
  },
};

/** What the track's edit list leaves; undefined where it has none. */
function editTrim(
  source: ByteSource,
  moov: Box,
  { id, codec, sampleRate, decoded, excess }: TrackFacts,
): Trim | undefined {
  const movie = timescale(source, boxIn(source, moov, 'mvhd'));
  for (const track of boxes(source, moov.start, moov.end)) {
    if (track.type !== 'trak' || trackId(source, track) !== id) continue;
    const list = boxIn(source, boxIn(source, track, 'edts'), 'elst');
    const media = timescale(source, boxIn(source, boxIn(source, track, 'mdia'), 'mdhd'));
    if (list === undefined || movie === 0 || media === 0) return undefined;
    const edits = editsIn(source, list).filter(({ mediaTime }) => mediaTime >= 0); // others are pauses before it
    if (edits.length === 0) return undefined;
    if (edits.length > 1)
      return {
        skip: 0,
        notes: [
          `its edit list has ${edits.length} parts; everything recorded is read, also what was cut away`,
        ],
      };
    const [{ mediaTime, duration }] = edits;
    // Opus says its delay in its own header as well.
    const skip = codec === 'opus' ? 0 : Math.round((mediaTime / media) * sampleRate);
    const length = Math.round((duration / movie) * sampleRate);
    const rest = decoded - skip;
    // In fragments the list leaves the end open, and the last packet says how long it lasts.
    if (duration === 0) return { skip, length: rest - excess };
    // Durations are counted in the movie's units, often thousandths of a second: less than one is no cut.
    return Math.abs(rest - length) <= sampleRate / movie ? { skip } : { skip, length, promised: true };
  }
  return undefined;
}

interface Edit {
  /** In the movie's units. */
  readonly duration: number;
  /** In the track's units; -1 for a pause. */
  readonly mediaTime: number;
}

function editsIn(source: ByteSource, list: Box): Edit[] {
  const view = viewOf(source.read(list.start, Math.min(list.end - list.start, 4096)));
  if (view.byteLength < 8) return [];
  const long = view.getUint8(0) === 1;
  const size = long ? 20 : 12;
  const count = Math.min(view.getUint32(4), Math.floor((view.byteLength - 8) / size));
  return Array.from({ length: count }, (_, i) => {
    const at = 8 + i * size;
    return long
      ? { duration: Number(view.getBigUint64(at)), mediaTime: Number(view.getBigInt64(at + 8)) }
      : { duration: view.getUint32(at), mediaTime: view.getInt32(at + 4) };
  });
}

/** What iTunes notes of its delay, padding and number of samples in a tag named iTunSMPB; undefined without one. */
function iTunesTrim(source: ByteSource, moov: Box): Trim | undefined {
  const meta = boxIn(source, boxIn(source, moov, 'udta'), 'meta');
  if (meta === undefined) return undefined;
  const tags = boxIn(source, { start: meta.start + 4, end: meta.end }, 'ilst');
  if (tags === undefined) return undefined;
  for (const tag of boxes(source, tags.start, tags.end)) {
    if (tag.type !== '----') continue;
    const bytes = source.read(tag.start, Math.min(tag.end - tag.start, 1024));
    const text = latin1(bytes, 0, bytes.length);
    const found = /iTunSMPB.*data.{8} ?[0-9A-F]{8} ([0-9A-F]{8}) ([0-9A-F]{8}) ([0-9A-F]{16})/s.exec(text);
    if (found === null) continue;
    const [skip, , length] = found.slice(1).map((digits) => parseInt(digits, 16));
    return { skip, length, promised: true };
  }
  return undefined;
}

/** Units in a second of a header box, `mvhd` or `mdhd`; 0 where there is none. */
function timescale(source: ByteSource, box: Box | undefined): number {
  if (box === undefined) return 0;
  const view = viewOf(source.read(box.start, 24));
  return view.byteLength < 24 ? 0 : view.getUint32(view.getUint8(0) === 1 ? 20 : 12);
}

function trackId(source: ByteSource, track: Box): number {
  const box = boxIn(source, track, 'tkhd');
  if (box === undefined) return -1;
  const view = viewOf(source.read(box.start, 24));
  return view.byteLength < 24 ? -1 : view.getUint32(view.getUint8(0) === 1 ? 20 : 12);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
