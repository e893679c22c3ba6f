import { tell } from "@tillpoints/ui";
import { call, type CardData } from "./model";

/** Can this browser be told anything? */
export function canPush(): boolean {
  return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
}

/** The worker exists once the page was loaded, unless the browser refused it. */
async function manager(): Promise<PushManager | null> {
  const registration = canPush() ? await navigator.serviceWorker.getRegistration("/card/") : undefined;
  return registration?.pushManager ?? null;
}

export function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function isOfKey(subscription: PushSubscription, serverKey: string): boolean {
  const own = subscription.options.applicationServerKey;
  const key = bytesOf(serverKey);
  return own !== null && own.byteLength === key.length && new Uint8Array(own).every((each, at) => each === key[at]);
}

/** This browser's subscription with the shop's present key. */
export async function subscriptionHere(serverKey: string): Promise<PushSubscription | null> {
  const subscription = (await (await manager())?.getSubscription()) ?? null;
  return subscription && isOfKey(subscription, serverKey) ? subscription : null;
}

/** Asks the person, the browser and the cloud; to be called when a button was pressed. Null: the person or browser says no. */
export async function startPush(serverKey: string): Promise<CardData | null> {
  if ((await Notification.requestPermission()) !== "granted") return null;
  await navigator.serviceWorker.ready;
  const pushes = await manager();
  if (!pushes) throw new Error("no worker");
  const old = await pushes.getSubscription();
  // One with a key that the shop has no more leads nowhere.
  if (old && !isOfKey(old, serverKey)) await old.unsubscribe();
  const subscription = await pushes.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(serverKey) });
  const { endpoint, keys } = subscription.toJSON();
  try {
    return await tell<CardData>(call("push-subscribe"), { endpoint, p256dh: keys?.p256dh, auth: keys?.auth });
  } catch (failure) {
    await subscription.unsubscribe();
    throw failure;
  }
}

/** This browser is told nothing more; the card, if there was anything to stop. */
export async function stopPush(): Promise<CardData | null> {
  const subscription = await (await manager())?.getSubscription();
  if (!subscription) return null;
  await subscription.unsubscribe();
  return await tell<CardData>(call("push-unsubscribe"), { endpoint: subscription.endpoint });
}
