using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Galion.Platform.Data;

/// <summary>The words of the wire are the words of the table; our enums have names of one word only.</summary>
internal sealed class LowerCaseEnum<T>() : ValueConverter<T, string>(
    value => value.ToString().ToLowerInvariant(), text => Enum.Parse<T>(text, true))
    where T : struct, Enum;
