using System.Reflection;
using System.Text;

namespace Leveret.Tests;

/// <summary>The public surface of an assembly as lines of text: a line for each type and each member that it declares.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<string> Of(Assembly assembly) =>
        [.. assembly.GetExportedTypes().OrderBy(static type => NameOf(type), StringComparer.Ordinal).SelectMany(LinesOf)];

    private static IEnumerable<string> LinesOf(Type type)
    {
        yield return Describe(type);
        if (type.IsSubclassOf(typeof(MulticastDelegate)))
            yield break;

        var members = type.GetMembers(Declared).Where(IsVisible).Select(member => $"{NameOf(type)}.{Describe(member)}").Order(StringComparer.Ordinal);
        foreach (var member in members)
            yield return member;
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase { IsSpecialName: true, Name: var name } when !name.StartsWith("op_", StringComparison.Ordinal) && name != ".ctor" => false,
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisibleAccessor),
        FieldInfo field => (field.IsPublic || field.IsFamily) && !field.IsSpecialName,
        EventInfo @event => IsVisibleAccessor(@event.AddMethod!),
        _ => false,
    };

    private static bool IsVisibleAccessor(MethodBase accessor) => accessor.IsPublic || accessor.IsFamily || accessor.IsFamilyOrAssembly;

    private static string Describe(Type type)
    {
        if (type.IsSubclassOf(typeof(MulticastDelegate)))
        {
            var invoke = type.GetMethod("Invoke")!;
            return $"delegate {Typed(invoke.ReturnParameter)} {NameOf(type)}({Parameters(invoke)})";
        }

        var bases = new List<string>();
        if (type.BaseType is { } @base && @base != typeof(object) && @base != typeof(ValueType) && @base != typeof(Enum))
            bases.Add(NameOf(@base));

        if (!type.IsEnum)
            bases.AddRange(type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).Select(NameOf).Order(StringComparer.Ordinal));

        return $"{KindOf(type)} {NameOf(type)}{(bases.Count > 0 ? " : " + string.Join(", ", bases) : "")}";
    }

    private static string KindOf(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => type.GetCustomAttributes().Any(static attribute => attribute.GetType().Name == "IsReadOnlyAttribute") ? "readonly struct" : "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Describe(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        MethodInfo method => $"{method.Name}{Generic(method)}({Parameters(method)}) : {Modifiers(method)}{Typed(method.ReturnParameter)}",
        PropertyInfo property => $"{property.Name} {{{Accessors(property)}}} : {Modifiers(property.GetAccessors(nonPublic: true)[0])}{Typed(property)}",
        FieldInfo { IsLiteral: true } field => $"{field.Name} = {Constant(field.GetRawConstantValue())}",
        FieldInfo field => $"{field.Name} : {(field.IsStatic ? "static " : "")}{Typed(field)}",
        EventInfo @event => $"{@event.Name} : event {NameOf(@event.EventHandlerType!)}",
        _ => throw new NotSupportedException(member.ToString()),
    };

    private static string Modifiers(MethodInfo method) => (method.IsStatic ? "static " : "") + (method.IsPublic ? "" : "protected ");

    private static string Accessors(PropertyInfo property)
    {
        var text = new StringBuilder();
        if (property.GetMethod is { } get && IsVisibleAccessor(get))
            text.Append(" get;");

        if (property.SetMethod is { } set && IsVisibleAccessor(set))
            text.Append(set.ReturnParameter.GetRequiredCustomModifiers().Any(static modifier => modifier.Name == "IsExternalInit") ? " init;" : " set;");

        return text.Append(' ').ToString();
    }

    private static string Generic(MethodInfo method) => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(NameOf))}>" : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Describe));

    private static string Describe(ParameterInfo parameter)
    {
        var passed = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? "ref " : "";
        return $"{passed}{Typed(parameter)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Constant(parameter.DefaultValue)}" : "")}";
    }

    private static string Constant(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };

    private static string Typed(ParameterInfo parameter) => Typed(parameter.ParameterType, new NullabilityInfoContext().Create(parameter));

    private static string Typed(PropertyInfo property) => Typed(property.PropertyType, new NullabilityInfoContext().Create(property));

    private static string Typed(FieldInfo field) => Typed(field.FieldType, new NullabilityInfoContext().Create(field));

    private static string Typed(Type type, NullabilityInfo nullability)
    {
        if (type.IsByRef)
            type = type.GetElementType()!;

        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return NameOf(underlying) + "?";

        var name = type switch
        {
            { IsArray: true } => Typed(type.GetElementType()!, nullability.ElementType ?? nullability) + "[]",
            { IsGenericType: true } => $"{BareName(type)}<{string.Join(", ", type.GetGenericArguments().Zip(nullability.GenericTypeArguments, Typed))}>",
            _ => NameOf(type),
        };
        var state = nullability.ReadState == NullabilityState.Unknown ? nullability.WriteState : nullability.ReadState;
        return !type.IsValueType && !type.IsGenericParameter && state == NullabilityState.Nullable ? name + "?" : name;
    }

    private static string NameOf(Type type) => type switch
    {
        { IsGenericParameter: true } => type.Name,
        { IsArray: true } => NameOf(type.GetElementType()!) + "[]",
        { IsGenericType: true } => $"{BareName(type)}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>",
        _ => BareName(type),
    };

    private static string BareName(Type type)
    {
        var name = type.Name.Split('`')[0];
        return type.IsNested ? $"{BareName(type.DeclaringType!)}.{name}" : $"{type.Namespace}.{name}";
    }
}
