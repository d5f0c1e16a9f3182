"use strict";

// GraphiQL's dialogs and menus add a style element to the page. The library that makes it takes the nonce which the
// page's Content-Security-Policy demands from this global.
globalThis.__webpack_nonce__ = document.currentScript.nonce;

// The page's own addresses are relative, so that it works behind a proxy that adds a path.
async function readTabs() {
	const response = await fetch("tabs.json");
	if (!response.ok) {
		throw new Error(`tabs.json: ${response.status} ${response.statusText}`);
	}
	return response.json();
}

// GraphiQL names a tab after its operation; a name of our own becomes the first line of the query.
function toTab({ name, query, variables, headers }) {
	return {
		query: name ? `# ${name}\n${query}` : query,
		variables: variables || null,
		headers: headers || null,
	};
}

// On a first visit GraphiQL takes from its default tabs the query of the first one, but not its variables and headers,
// which it wants as properties. On later visits these would hide what the reader left, so they must be absent.
function firstVisit([first]) {
	if (!first || localStorage.getItem("graphiql:tabState")) {
		return {};
	}
	return { variables: first.variables ?? undefined, headers: first.headers ?? undefined };
}

// A link may bring a question with it, behind the "#", so that no server sees it: #query=...&variables=...
function asked() {
	const given = new URLSearchParams(location.hash.slice(1));
	if (!given.get("query")) {
		return {};
	}
	return { query: given.get("query"), variables: given.get("variables") || undefined, headers: undefined };
}

async function mount(element) {
	const tabs = (await readTabs()).map(toTab);
	const { createElement } = React;
	const properties = {
		fetcher: GraphiQL.createFetcher({ url: new URL("../graphql", document.baseURI).href }),
		defaultQuery: "",
		defaultTabs: tabs.length > 0 ? tabs : undefined,
		defaultEditorToolsVisibility: "variables",
		...firstVisit(tabs),
		...asked(),
	};
	ReactDOM.createRoot(element).render(
		createElement(GraphiQL, properties, createElement(GraphiQL.Logo, null, "Regline")),
	);
	element.removeAttribute("aria-busy");
}

const playground = document.getElementById("playground");
mount(playground).catch((error) => {
	const message = document.createElement("p");
	message.setAttribute("role", "alert");
	message.textContent = `The playground did not start. ${error.message}`;
	playground.replaceChildren(message);
	playground.removeAttribute("aria-busy");
});
