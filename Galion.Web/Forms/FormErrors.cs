using System.ComponentModel.DataAnnotations;
using Galion.Web.Session;

namespace Galion.Web.Forms;

/// <summary>What is wrong with a posted form, by field; the empty name is for the form as a whole.</summary>
public sealed class FormErrors
{
    private readonly Dictionary<string, string> _messages = new(StringComparer.OrdinalIgnoreCase);

    public bool Any => _messages.Count > 0;

    /// <summary>The message of the form as a whole, or null.</summary>
    public string? Summary => this[""];

    /// <summary>The message of a field, or null. The first one stays: one thing to mend at a time.</summary>
    public string? this[string field] => _messages.GetValueOrDefault(field);

    public IReadOnlyDictionary<string, string> Fields => _messages;

    public void Add(string field, string message) => _messages.TryAdd(field, message);

    /// <summary>Puts each message of the API beside its field; what concerns none of the given fields concerns the form as a whole.</summary>
    public void Add(ApiProblem problem, params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            if (problem.ErrorsFor(field) is [var message, ..])
            {
                Add(field, message);
            }
        }
        if (!Any)
        {
            Add("", problem.Errors.Values.SelectMany(messages => messages).FirstOrDefault() ?? problem.Message);
        }
    }

    /// <summary>Checks the validation attributes of a form model.</summary>
    public static FormErrors Validate(object model)
    {
        var errors = new FormErrors();
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(model, new ValidationContext(model), results, validateAllProperties: true);
        foreach (var result in results)
        {
            foreach (var member in result.MemberNames.DefaultIfEmpty(""))
            {
                errors.Add(member, result.ErrorMessage ?? "This value cannot be used.");
            }
        }
        return errors;
    }
}
