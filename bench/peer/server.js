// @neo4j/graphql behind Apollo Server in one process, for the benchmark. The environment says where the database is and
// how the graph names things; the first line of output says where the server listens.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { ApolloServer, HeaderMap } from "@apollo/server";
import { Neo4jGraphQL } from "@neo4j/graphql";
import neo4j from "neo4j-driver";

const env = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
};

const typeDefs = readFileSync(new URL("schema.graphql", import.meta.url), "utf8")
  .replaceAll("NAME_PROPERTY", env("NAME_PROPERTY"))
  .replaceAll("LINEAGE_TYPES", env("LINEAGE_TYPES"));

const driver = neo4j.driver(env("NEO4J_URL"), undefined, { maxConnectionPoolSize: 32 });
const features = { filters: { String: { GT: true, GTE: true, LT: true } } };
const schema = await new Neo4jGraphQL({ typeDefs, driver, features }).getSchema();
const apollo = new ApolloServer({
  schema,
  introspection: false,
  persistedQueries: false,
  includeStacktraceInErrorResponses: false,
  stopOnTerminationSignals: false,
});
await apollo.start();

const context = async () => ({ executionContext: driver, sessionConfig: { database: "neo4j" } });

// Apollo's own integration contract, without a web framework in between.
const http = createServer((req, res) => {
  const chunks = [];
  req.on("data", (chunk) => chunks.push(chunk));
  req.on("end", async () => {
    try {
      const headers = new HeaderMap();
      for (const [name, value] of Object.entries(req.headers)) headers.set(name, String(value));
      const answer = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method: req.method, headers, search: "", body: JSON.parse(Buffer.concat(chunks)) },
        context,
      });
      for (const [name, value] of answer.headers) res.setHeader(name, value);
      res.statusCode = answer.status ?? 200;
      res.end(answer.body.string);
    } catch (error) {
      res.statusCode = 500;
      res.end(String(error));
    }
  });
});
http.keepAliveTimeout = 120_000;
http.listen(Number(process.env.PORT ?? 0), "127.0.0.1", () => {
  console.log(`listening on http://127.0.0.1:${http.address().port}/graphql`);
});

process.on("SIGTERM", async () => {
  http.close();
  http.closeAllConnections();
  await apollo.stop();
  await driver.close();
});
