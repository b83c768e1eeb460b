/** What the bytes 128 to 255 stand for; U+FFFD where they stand for nothing. Python's codecs cp1252 and cp850. */
const upperHalf: Record<SingleByteEncoding, string> = {
  'Windows-1252': `€�‚ƒ„…†‡ˆ‰Š‹Œ�Ž��‘’“”•–—˜™š›œ�žŸ${String.fromCharCode(...Array.from({ length: 96 }, (_, i) => 160 + i))}`,
  'CP850 (DOS)':
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
};

/** Encodings of one byte per character that Node's TextDecoder lacks, or (Windows-1252 on Node 20) reads as Latin-1. */
export type SingleByteEncoding = 'Windows-1252' | 'CP850 (DOS)';

/** Text in such an encoding. */
export function decodeSingleByte(bytes: Uint8Array, encoding: SingleByteEncoding): string {
  const upper = upperHalf[encoding];
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replace(/[\u0080-\u00ff]/g, (character) => upper[character.charCodeAt(0) - 128]);
}

const codes = new Map(
  Array.from(upperHalf['Windows-1252'], (character, i) => [character, 128 + i] as const).filter(
    ([character]) => character !== '\ufffd',
  ),
);

/** The bytes that a text has in Windows-1252; undefined where it has a character that is not in it. */
export function encodeWindows1252(text: string): Buffer | undefined {
  const bytes = Buffer.alloc(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // Bytes that stand for nothing pass through most programs as control characters.
    const byte = code < 160 ? code : codes.get(text[i]);
    if (byte === undefined) return undefined;
    bytes[i] = byte;
  }
  return bytes;
}
