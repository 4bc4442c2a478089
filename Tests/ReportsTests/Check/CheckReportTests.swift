import PathAnalysis
import Reports
import Testing

@Suite struct CheckReportTests {
  @Test func theWholeReport() {
    #expect(
      CheckReport.text(ResultsFixture.check) == """
        Serial mediation

        Model   serial.model
        Data    none given
        Counts  4 free parameters, 5 sample moments, 1 degree of freedom
                Every free parameter can be told from the data.
        Added   by default: M ~~ M, Y ~~ Y

        Parameters
          Parameter                value  origin
          ───────────────────────────────────────
          M ~ X (a)   free                model
          Y ~ M (b)   free, start  0.300  model
          Y ~ X       fixed        0.000  model
          M ~~ M      free                default
          Y ~~ Y      free                default
          X ~~ X      fixed               default
          ind := a*b  defined

        Notes
          - Y ~ X is fixed at 0. (serial.model:3:1)

        """)
  }

  @Test func groupsAndLevelsAreToldApart() {
    var check = ResultsFixture.check
    check.groups = ["women", "men"]
    check.rows += check.rows.map { row in
      var row = row
      row.group = 2
      row.level = 2
      return row
    }
    check.degreesOfFreedom = nil
    let text = CheckReport.text(check)
    #expect(text.contains("Parameters, group women\n") && text.contains("Parameters, group men\n"))
    #expect(text.contains("degrees of freedom: not known without data"))
  }

  @Test func jsonRowsHoldWhatTheContractNames() throws {
    let tree = try JSONTree.read(CheckReport.json(ResultsFixture.check, version: "0.1.0"))
    #expect(tree["schema"] == .string("sewall.check/1"))
    #expect(tree["df"] == .number(1))
    #expect(tree["npar"] == .number(4))
    #expect(tree["moments"] == .number(5))
    #expect(tree["parameters"]?.count == ResultsFixture.check.rows.count)
    #expect(
      tree["parameters"]?[1]
        == .object([
          "lhs": .string("Y"), "op": .string("~"), "rhs": .string("M"), "group": .number(1), "level": .number(1),
          "label": .string("b"), "free": .bool(true), "value": .number(0.3), "origin": .string("user"),
        ]))
    #expect(tree["parameters"]?[0]?["value"] == .null)
  }
}
