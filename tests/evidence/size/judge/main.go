// Command judge prints how many bytes of code each package of a program has by its symbol table, as Go itself names
// packages; functions without a package are counted under an empty name.
package main

import (
	"debug/elf"
	"debug/gosym"
	"fmt"
	"os"
	"sort"
	"strings"
)

func main() {
	file, err := elf.Open(os.Args[1])
	if err != nil {
		panic(err)
	}
	symbols, err := file.Symbols()
	if err != nil {
		panic(err)
	}
	text := file.Section(".text")
	functions := symbols[:0]
	for _, symbol := range symbols {
		isFunction := elf.ST_TYPE(symbol.Info) == elf.STT_FUNC
		if isFunction && symbol.Name != "runtime.text" && symbol.Name != "runtime.etext" {
			functions = append(functions, symbol)
		}
	}
	sort.Slice(functions, func(a, b int) bool { return functions[a].Value < functions[b].Value })
	sums := map[string]uint64{}
	for index, function := range functions {
		end := text.Addr + text.Size
		if index+1 < len(functions) {
			end = functions[index+1].Value
		}
		// The methods that the compiler writes for a type are of the type's package.
		name := strings.TrimPrefix(strings.TrimPrefix(function.Name, "type:.eq."), "type:.hash.")
		symbol := gosym.Sym{Name: name}
		sums[symbol.PackageName()] += end - function.Value
	}
	for path, bytes := range sums {
		fmt.Printf("%s\t%d\n", path, bytes)
	}
}
