import LinearAlgebra
import Testing

@testable import SurveyData

@Suite struct CompleteCasesTests {
  let text = "# Simulated\nfssb,conflict,sex\n1,2,f\n3,NA,m\n5,6,\nNA,8,f\n9,10,m\n"

  @Test func keepsRowsWithoutMissingValues() throws {
    let result = try read(text).completeCases(of: ["conflict", "fssb"])
    #expect(result.rows.matrix == Matrix(rows: [[2, 1], [6, 5], [10, 9]]))
    #expect(result.rowsRead == 5)
    #expect(result.rowsUsed == 3)
    #expect(result.keptRows == [0, 2, 4])
    #expect(result.missingByVariable.map(\.name) == ["conflict", "fssb"])
    #expect(result.missingByVariable.map(\.count) == [1, 1])
  }

  @Test func variablesOutsideTheModelDropNothing() throws {
    #expect(try read(text).completeCases(of: ["conflict"]).rowsUsed == 4)
  }

  func error(_ text: String, _ variables: [String]) throws -> DataError? {
    let table = try read(text)
    do {
      _ = try table.completeCases(of: variables)
      return nil
    } catch { return error }
  }

  @Test func unknownVariable() throws {
    let error = try error(text, ["fssb", "conflcit"])
    #expect(error?.id == "unknown-variable")
    #expect(error?.advice == "did you mean `conflict`?")
    #expect(try self.error(text, ["Fssb"])?.advice == "did you mean `fssb`?")
    #expect(try self.error(text, ["engagement"])?.advice == "there are: fssb, conflict, sex")
  }

  @Test func columnOfTextNamesItsFirstBadCell() throws {
    let error = try error("# c\nx,y,z\n1,2,3\n\n4,5,abc\n6,7,def\n", ["x", "z"])
    #expect(error?.id == "bad-number")
    #expect(error?.line == 5)
    #expect(error?.column == 3)
    #expect(error?.message == "\"abc\" is not a number, so `z` cannot be analysed")
    #expect(error?.description.hasPrefix("line 5, column 3: \"abc\" is not a number") == true)
  }

  @Test func decimalCommaIsRecognised() throws {
    #expect(try error("x;y\n1;2,5\n", ["y"])?.advice?.contains("comma") == true)
  }

  @Test func infiniteValue() throws {
    let error = try error("x,y\n1,2\n1e999,3\n", ["y", "x"])
    #expect(error?.id == "infinite-value")
    #expect(error?.line == 3)
    #expect(error?.column == 1)
  }

  @Test func noCompleteCases() throws {
    let error = try error("x,y\n1,\n,3\n,\n", ["x", "y"])
    #expect(error?.id == "no-complete-cases")
    #expect(error?.message.contains("2 of 3 rows") == true)
  }

  @Test func tablesBuiltInCodeNeedNoLines() {
    let table = DataTable(columns: [Column(name: "x", storage: .text([nil, "a"]))])
    do {
      _ = try table.completeCases(of: ["x"])
      Issue.record("read text as numbers")
    } catch {
      #expect(error.id == "bad-number")
      #expect(error.line == nil)
    }
  }
}
