// node node.mjs SETUP.json: the driver that a script would be, with the built-in fetch, a file as queue and one sync a sale.
// It redeems points, whatever kind it is asked for. NODE_EXTRA_CA_CERTS names the cloud's certificate.
import { closeSync, fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

const setup = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const cloud = setup.config.cloud;
const key = readFileSync(cloud.key_file, 'utf8').trim();
const headers = {
    Authorization: 'Basic ' + Buffer.from(`${cloud.company_id}:${key}`).toString('base64'),
    Accept: 'application/json',
    'Content-Type': 'application/json',
    'X-Origin-Request-Id': randomUUID(),
    'X-Timestamp': new Date().toISOString(),
};
const queue = openSync(setup.journal, 'a', 0o600);

async function call(path, body) {
    const answer = await fetch(cloud.base_url + path, { method: body ? 'POST' : 'GET', headers, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
}

async function sell(number) {
    const { card } = setup.customers[number % setup.customers.length];
    const query = new URLSearchParams({ code: card, total: 15222.5, skipLoyaltyTotal: 0, unredeemableTotal: 0 });
    const { user } = await call(`/customers/find?${query}`);
    if (user.participant.points < 100) throw new Error('no points');
    const purchase = {
        code: card, nonce: randomUUID(), cashier: { externalId: 'c1', name: 'Cashier' },
        receipt: { total: 15222.5, cash: 15122.5, points: 100, number: `node-${process.pid}-${number}` },
    };
    writeSync(queue, JSON.stringify(purchase) + '\n');
    fdatasyncSync(queue);
    await call('/operations', purchase);
}

let number = 0;
for await (const line of createInterface({ input: process.stdin })) {
    const count = Number(line.split(' ')[1]);
    const all_us = [];
    const before = process.resourceUsage();
    for (let each = 0; each < count; ++each) {
        const began = performance.now();
        await sell(++number);
        all_us.push((performance.now() - began) * 1000);
        if (setup.pause_us) await pause(setup.pause_us / 1000);
    }
    const after = process.resourceUsage();
    const cpu = (usage) => usage.userCPUTime + usage.systemCPUTime;
    console.log(JSON.stringify({
        all_us, cpu_us: (cpu(after) - cpu(before)) / count,
        switches: (after.voluntaryContextSwitches - before.voluntaryContextSwitches) / count,
    }));
}
closeSync(queue);
