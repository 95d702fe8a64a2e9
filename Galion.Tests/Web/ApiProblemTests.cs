using Galion.Contracts;
using Galion.Web.Forms;
using Galion.Web.Session;

namespace Galion.Tests.Web;

public sealed class ApiProblemTests
{
    [Fact]
    public void A_problem_document_is_read_whole()
    {
        var problem = ApiProblem.Parse(
            400,
            """{"title":"Invalid","detail":"Look again.","code":"validation_failed","trace_id":"abc","errors":{"full_name":["Too long."]}}""");

        Assert.Equal(
            (400, "Invalid", "Look again.", ErrorCodes.ValidationFailed, "abc"),
            (problem.Status, problem.Title, problem.Detail, problem.Code, problem.TraceId));
        Assert.Equal(["Too long."], problem.ErrorsFor("FullName"));
        Assert.Equal(["Too long."], problem.ErrorsFor("fullName"));
        Assert.Empty(problem.ErrorsFor("Email"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("<html>Bad gateway</html>")]
    [InlineData("[1, 2]")]
    [InlineData("""{"title": 7, "errors": "none"}""")]
    public void Any_other_body_becomes_a_plain_sentence(string? body)
    {
        var problem = ApiProblem.Parse(402, body);

        Assert.Equal("There are not enough credits for this.", problem.Message);
        Assert.Empty(problem.Errors);
    }

    [Fact]
    public void A_message_without_a_field_on_the_form_is_shown_above_it()
    {
        var errors = new FormErrors();
        errors.Add(ApiProblem.Parse(400, """{"title":"Invalid","errors":{"fullname":["Too long."]}}"""), "Email");

        Assert.Null(errors["Email"]);
        Assert.Equal("Too long.", errors.Summary);
    }
}
