import { permissionsOf } from '../manifest/permissions.ts';
import type { ShownChisel } from './chisel-pages.ts';
import { html, type Html } from './html.ts';

/** The page with all chisels, or those that were searched for. */
export function listPage(chisels: readonly ShownChisel[], query: string, address: string): Html {
  const found = chisels.filter((chisel) => matches(chisel, query));
  return page(
    'Chisels',
    html`<form action="./" role="search">
        <input
          type="search"
          name="q"
          value="${query}"
          placeholder="Search"
          aria-label="Search chisels"
        />
        <button>Search</button>
      </form>
      <p>${countText(found.length, query)}</p>
      <ul class="chisels">
        ${found.map(row)}
      </ul>
      <footer>Install one with <code>chisel install NAME --registry ${address}</code></footer>`,
    './',
  );
}

/** The page of one chisel. */
export function chiselPage(chisel: ShownChisel, address: string): Html {
  const { name, manifest, readme, sample, author, integrity, versions } = chisel;
  const up = name.includes('/') ? '../../' : '../';
  return page(
    name,
    html`<h1>${name} <small>${manifest.version}</small></h1>
      <p class="about">${manifest.description}</p>
      <pre class="command">chisel install ${name} --registry ${address}</pre>
      <h2>What it may do</h2>
      <ul>
        ${permissionsOf(manifest).map(({ words }) => html`<li>It ${words}</li>`)}
      </ul>
      ${
        sample === ''
          ? html``
          : html`<h2>What it prints</h2>
              <pre>${sample}</pre>`
      }
      <h2>README</h2>
      <pre class="readme">${readme}</pre>
      <h2>Facts</h2>
      <dl>${facts({ ...manifest, author, integrity, versions: versions.join(', ') })}</dl>`,
    up,
  );
}

export function missingPage(): Html {
  return page('Not here', html`<p>There is no such chisel here.</p>`, '/');
}

function page(title: string, body: Html, up: string): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <link rel="stylesheet" href="${up}style.css" />
      </head>
      <body>
        <header><a href="${up}">Chisels</a></header>
        <main>${body}</main>
      </body>
    </html> `;
}

function row({ name, manifest, author }: ShownChisel): Html {
  return html`<li>
    <a href="chisels/${name}">${name}</a> <small>${manifest.version} by ${author}</small>
    <p>${manifest.description}</p>
  </li>`;
}

function facts({
  category,
  license,
  runtime,
  author,
  integrity,
  versions,
}: Record<
  'category' | 'license' | 'runtime' | 'author' | 'integrity' | 'versions',
  string
>): Html[] {
  const rows = { category, licence: license, runtime, author, versions, integrity };
  return Object.entries(rows).map(
    ([term, value]) =>
      html`<dt>${term}</dt>
        <dd>${value}</dd>`,
  );
}

function matches({ name, manifest, readme }: ShownChisel, query: string): boolean {
  const text = [name, manifest.description, manifest.category, readme].join(' ').toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function countText(count: number, query: string): string {
  const chisels = count === 1 ? '1 chisel' : `${count} chisels`;
  return query === '' ? chisels : `${chisels} for “${query}”`;
}
