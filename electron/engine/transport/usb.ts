// Owns: the news that something was plugged in or out, from the usb package; its only importer, loaded when first used.
// May import contract and util. Start reading at `watchUsb`.
//
// The native emitter is used, not the package's WebUSB face: that one throws on a timer, which ends the process, when
// the watch cannot be set up (a container, a machine without USB).

export type UsbWatch =
  | { readonly kind: 'watching'; stop(): void }
  | { readonly kind: 'not-available'; readonly why: string };

/** Where it cannot watch, the scanner's polling is what finds ports. */
export async function watchUsb(onChange: () => void): Promise<UsbWatch> {
  try {
    const { Emitter, nativeGetDevices } = await import('usb/index.js');
    await nativeGetDevices();
    const emitter = new Emitter();
    await emitter.addAttach(onChange);
    await emitter.addDetach(onChange);
    const ignore = () => undefined;
    return {
      kind: 'watching',
      stop: () => {
        emitter.removeAttach().catch(ignore);
        emitter.removeDetach().catch(ignore);
      },
    };
  } catch (thrown) {
    return { kind: 'not-available', why: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}
