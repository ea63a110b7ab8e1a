const { expect, test } = require('./vtex-id');

const visitor = (page) => page.locator('#visitor');
const region = (page) => page.locator('#region');

async function deliverTo(page, postalCode) {
  await page.getByLabel('Postal code').fill(postalCode);
  await page.getByRole('button', { name: 'Deliver here' }).click();
}

async function logIn(page, { login, password }) {
  await page.getByLabel('E-mail').fill(login);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
}

test('a visitor comes, moves, logs in and logs out', async ({ page, vtexId }) => {
  await page.goto('/');
  await expect(visitor(page)).toHaveText('Hello, visitor. Prices are in BRL.');
  await expect(region(page)).toHaveText('Where do you live?');

  await deliverTo(page, '01310-100');
  await expect(region(page)).toHaveText(/^Delivered to 01310-100: region v2\./);

  await logIn(page, vtexId);
  await expect(visitor(page)).toHaveText('Hello, ann@example.com. Prices are in BRL.');
  await expect(region(page)).toHaveText(/^Delivered to 01310-100/);

  await page.getByRole('button', { name: 'Log out' }).click();
  await expect(visitor(page)).toHaveText('Hello, visitor. Prices are in BRL.');
  await expect(region(page)).toHaveText('Where do you live?');
  await page.reload();
  await expect(visitor(page)).toHaveText(/visitor/);
});

test('a changed postal code is kept over a reload', async ({ page }) => {
  await page.goto('/');
  await deliverTo(page, '01310-100');
  await expect(region(page)).toHaveText(/01310-100/);
  await page.reload();
  await expect(region(page)).toHaveText(/^Delivered to 01310-100: region v2\./);
});

test('with a wrong password they stay an anonymous visitor', async ({ page, vtexId }) => {
  await page.goto('/');
  await logIn(page, { ...vtexId, password: 'wrong' });
  await expect(visitor(page)).toHaveText('Hello, visitor. Prices are in BRL.');
});

test.describe('who has been here before', () => {
  test.use({ persona: 'shopper-in-region' });

  test('is known from the first page on', async ({ page }) => {
    await page.goto('/');
    await expect(visitor(page)).toHaveText(/^Hello, \w+@example\.com\./);
    await expect(region(page)).toHaveText(/^Delivered to /);
  });
});
