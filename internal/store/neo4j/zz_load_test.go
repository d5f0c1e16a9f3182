package neo4j
import ("testing";"time";"context";"fmt";"github.com/regline/regline/internal/timeline")
func TestZZLoad(t *testing.T) {
 s := empty(t)
 c := acts(t,1,6000,"a")
 if err := s.Apply(context.Background(), c.Release, timeline.Changes(nil, c)); err != nil { t.Fatal(err) }
 var rows, ids []any
 for i := range 3000 { rows = append(rows, map[string]any{"start":"us-dhs","end":fmt.Sprintf("act-%05d", 2*i)}); ids = append(ids, fmt.Sprintf("act-%05d", 2*i)) }
 params := map[string]any{"rows": rows, "r": 1, "next": 2, "open": open}
 for range 2 {
 for name, q := range map[string]string{"former": formerEdges("TOOK"), "close": closeEdges("TOOK")} {
   start := time.Now()
   p := profile(t, s, q, params)
   t.Log(name, time.Since(start), p.hits, "\n"+p.text)
 }
 params["rows"] = ids
 start := time.Now()
 p := profile(t, s, formerRecords, params)
   t.Log("records", time.Since(start), p.hits, "\n"+p.text)
 params["rows"] = ids
 start = time.Now()
 p = profile(t, s, closeVersions, params)
   t.Log("close", time.Since(start), p.hits, "\n"+p.text)
 params["rows"] = rows
 }
 start := time.Now()
 marks(t, headView(t, s))
 t.Log("manifest", time.Since(start))
}
