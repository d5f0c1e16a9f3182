package edtf_test

import (
	"fmt"

	"github.com/regline/regline/internal/edtf"
)

func ExampleParse() {
	d, err := edtf.Parse("2024-05~")
	if err != nil {
		fmt.Println(err)
		return
	}
	earliest, _ := d.Earliest()
	latest, _ := d.Latest()
	fmt.Println(d, earliest, latest, d.Precision(), d.Approximate())

	_, err = edtf.Parse("2023-02-29")
	fmt.Println(err)
	// Output:
	// 2024-05~ 2024-05-01 2024-05-31 MONTH true
	// not a date of the EDTF forms read here: "2023-02-29": offset 8: want a day from 01 to 28, or XX where it is not known
}

func ExampleCompare() {
	month := edtf.MustParse("2017-09")
	fmt.Println(edtf.Compare(month, edtf.MustParse("2017-09-13")))
	fmt.Println(edtf.Compare(month, edtf.MustParse("2017-12-12")))
	// Output:
	// UNKNOWN
	// BEFORE
}

func ExampleBetween() {
	issued := edtf.MustParse("2017-09-13")
	days, exact := edtf.Between(issued, edtf.MustParse("2017-12-12")).Exact()
	fmt.Println(days, exact)
	fmt.Printf("%+v\n", edtf.Between(issued, edtf.MustParse("2017-12")))
	// Output:
	// 90 true
	// {Least:79 Greatest:109 LeastOpen:false GreatestOpen:false}
}

func ExampleWithin() {
	from, to := edtf.MustParse("2024-07"), edtf.MustParse("2024-09-29")
	for _, s := range []string{"2024-06-30", "2024-07-20", "2024-07-31", "2024-09-29"} {
		day, _ := edtf.ParseDay(s)
		fmt.Println(s, edtf.Within(day, from, to))
	}
	// Output:
	// 2024-06-30 NO
	// 2024-07-20 UNKNOWN
	// 2024-07-31 YES
	// 2024-09-29 NO
}
