// Owns: words that are on a screen but not to be read, because their box is too small. Start reading at `cutOff`.
import type { Page } from 'playwright';

/**
 * Words of which a part is seen and a part is not. What scrolls is no loss, what is for the ear only has no size, and
 * what is wholly out of sight is so on purpose: a second line that gives way to a long first one, the link for keys.
 */
export const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    /** Rounding of sizes that are no whole pixels. */
    const slackPx = 1.5;
    const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip';
    const range = document.createRange();
    for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
      const words = [...element.childNodes].filter(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
      );
      if (words.length === 0 || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      for (const node of words) {
        range.selectNodeContents(node);
        const text = range.getBoundingClientRect();
        if (text.width === 0) continue;
        // The box of a font is higher than its letters, and than a tight line.
        const overhangPx = slackPx + Number.parseFloat(getComputedStyle(element).fontSize) * 0.3;
        for (let box: HTMLElement | null = element; box !== null && box !== document.body; box = box.parentElement) {
          const style = getComputedStyle(box);
          const { left, right, top, bottom, width } = box.getBoundingClientRect();
          if (width <= 2 || style.clipPath !== 'none') break;
          const isSeen = text.right > left && text.left < right && text.bottom > top + overhangPx && text.top < bottom;
          const isCutX = hides(style.overflowX) && (text.right > right + slackPx || text.left < left - slackPx);
          const isCutY = hides(style.overflowY) && (text.bottom > bottom + overhangPx || text.top < top - overhangPx);
          if (isSeen && (isCutX || isCutY)) {
            found.push(`${node.textContent?.trim()} (in ${box.tagName.toLowerCase()}.${box.className})`);
            break;
          }
          // Its content can be scrolled to.
          if (/auto|scroll/.test(`${style.overflowX} ${style.overflowY}`)) break;
        }
      }
    }
    return found;
  });
