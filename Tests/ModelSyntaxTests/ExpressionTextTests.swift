import ModelSyntax
import Testing

@Suite struct ExpressionTextTests {
  /// Reading what was written gives the same text again, with the parentheses that the value needs.
  @Test(arguments: [
    ("a1*b1", "a1 * b1"), ("a-(b-c)", "a - (b - c)"), ("(a+b)*c", "(a + b) * c"), ("a^-2", "a^(-2)"), ("-a^2", "-a^2"),
    ("(-a)^2", "(-a)^2"), ("a/(b*c)", "a / (b * c)"), ("exp(a+1)/2", "exp(a + 1) / 2"), ("2^3^2", "2^3^2"),
    ("(2^3)^2", "(2^3)^2"),
    ("a*-b", "a * (-b)"), ("0.05", "0.05"),
  ]) func roundTrip(source: String, text: String) throws {
    let expression = try Expression.parse(source)
    #expect(expression.text == text)
    #expect(try Expression.parse(expression.text).text == text)
  }
}
