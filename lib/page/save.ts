/** Gives a file to the user, who says where it goes. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** 'talk.m4a' → 'talk' */
export function baseName(name: string): string {
  return name.replace(/\.[^.]*$/, '');
}
