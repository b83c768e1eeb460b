/** Extensions of audio and video files. */
const mediaEnding =
  /\.(?:wave?|bwf|rf64|w64|aiff?|aifc|caf|au|snd|flac|mp3|mp4|m4a|m4v|aac|oga|ogg|opus|wma|webm|mkv|mka|mov|avi|mpe?g|3gp|amr)$/i;

/** Invisible characters: byte order and direction marks, soft hyphens, zero-width spaces. */
const invisible = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** Folds a name for comparison: Unicode NFC, lower case, without invisible characters, any white space as one blank. */
export function foldName(text: string): string {
  return text
    .replace(invisible, '')
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim();
}

/**
 * Key of a recording's name for comparison: the folded name (`foldName`) without quotes, folders and the extension of an
 * audio or video file. `Data\P1.WAV`, `'p1'` and `P1.m4a` are all `p1`.
 */
export function recordingKey(found: string): string {
  const plain = foldName(found).replace(/^'(.*)'$/u, '$1');
  return plain
    .slice(Math.max(plain.lastIndexOf('/'), plain.lastIndexOf('\\')) + 1)
    .replace(mediaEnding, '')
    .trim();
}

/** A name without the extension of an audio or video file; case is kept. */
export function withoutEnding(name: string): string {
  return name.replace(mediaEnding, '');
}

/** Whether a name has the extension of an audio or video file. */
export function isMediaFile(name: string): boolean {
  return mediaEnding.test(name);
}

/** Whether a key can be the name of a recording: not empty, not hidden, no control or replacement characters. */
export function isRecordingKey(key: string): boolean {
  return key !== '' && !key.startsWith('.') && !/[/\\\p{Cc}\ufffd]/u.test(key);
}
