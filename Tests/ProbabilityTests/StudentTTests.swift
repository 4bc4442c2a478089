import Testing

@testable import Probability

@Suite struct StudentTTests {
  @Test func bothTails() {
    var lower = WorstCase()
    var upper = WorstCase()
    for row in rows(of: studentTable) {
      let student = StudentT(degreesOfFreedom: row[0])
      lower.note(student.cumulative(row[1]), row[2], row)
      upper.note(student.upperTail(row[1]), row[3], row)
    }
    #expect(lower.error < 1e-13, "\(lower)")
    #expect(upper.error < 1e-13, "\(upper)")
  }

  @Test func quantiles() {
    var worst = WorstCase()
    for row in rows(of: studentQuantileTable) {
      worst.note(StudentT(degreesOfFreedom: row[0]).quantile(row[1]), row[2], row)
    }
    #expect(worst.error < 1e-13, "\(worst)")
  }

  @Test func isSymmetric() {
    let student = StudentT(degreesOfFreedom: 7.5)
    #expect(student.cumulative(-1.25) == student.upperTail(1.25))
    #expect(student.quantile(0.25) == -student.quantile(0.75))
    #expect(student.quantile(0.5) == 0)
  }

  @Test func endsAndNonsense() {
    let student = StudentT(degreesOfFreedom: 4)
    #expect(student.cumulative(-.infinity) == 0)
    #expect(student.cumulative(.infinity) == 1)
    #expect(student.cumulative(.nan).isNaN)
    #expect(student.quantile(0) == -.infinity)
    #expect(student.quantile(1) == .infinity)
    #expect(student.quantile(-1).isNaN)
  }
}
