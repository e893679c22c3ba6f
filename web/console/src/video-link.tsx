import { text } from "./texts";

/** A video elsewhere, behind a link that says where it leads: the page shows and loads nothing of another host. */
export function VideoLink(properties: { address: string }) {
  const host = /^https:\/\/([^/?#]+)/.exec(properties.address)?.[1];
  if (!host) return null;
  return (
    <p>
      <a class="video" href={properties.address} target="_blank" rel="noopener noreferrer">
        {text("training_watch", { host })}
      </a>
    </p>
  );
}
