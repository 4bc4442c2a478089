import Reports
import SurveyData
import Testing

@Suite struct VariableListReportTests {
  private static var list: VariableList {
    var sex = Column("sex", [1, 2, 2, .nan])
    sex.information.label = "Gender"
    sex.information.valueLabels = [.init(value: 1, label: "male"), .init(value: 2, label: "female")]
    sex.information.declaredMissing = ["-99": 1]
    var born = Column("born", [22_340, 22_341, 22_342, 0])
    born.information.format = .date(origin: "days since 1960-01-01")
    let name = Column(name: "name", storage: .text(["a", "b,c", nil, "a"]))
    return VariableList(dataName: "survey.sav", table: DataTable(columns: [sex, born, name]))
  }

  @Test func textNamesLabelsAndDays() {
    let text = VariableListReport.text(Self.list, width: 80)
    #expect(text.hasPrefix("Data    survey.sav, 4 rows of 3 variables\n"))
    #expect(text.contains("1960-01-01  2021-03-03"))
    #expect(text.contains("  born  in days since 1960-01-01\n"))
    #expect(text.contains("1 male (1), 2 female (2)"))
    #expect(text.contains("declared missing: -99 (1)"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func csvHasARowForEachVariable() {
    let lines = VariableListReport.csv(Self.list).split(separator: "\r\n")
    #expect(lines.count == 4)
    #expect(lines[1] == "sex,Gender,number,,3,1,-99: 1,2,1,2,1 male: 1; 2 female: 2")
    #expect(lines[2] == "born,,date,days since 1960-01-01,4,0,,4,0,22342,")
    #expect(lines[3] == "name,,text,,3,1,,2,,,\"a: 2; b,c: 1\"")
  }

  @Test func jsonHasTheSchema() {
    let json = VariableListReport.json(Self.list, version: "0")
    #expect(json.contains("\"schema\": \"sewall.variables/1\""))
    #expect(json.contains("\"declared\": {\"-99\": 1}"))
    #expect(json.contains("{\"value\": \"2\", \"label\": \"female\", \"n\": 2}"))
  }
}
