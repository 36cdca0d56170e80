package dev.weft.api.java.typeutils;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.CompositeType;
import dev.weft.api.common.typeutils.spi.KeyEquality;
import dev.weft.api.java.tuple.Tuple;
import dev.weft.types.Either;
import dev.weft.types.Row;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which types can be keys: values that are equal in one process are equal, and have the same hash code, in every process of a
 * job. Enums and arrays have a hash code by identity. The engine hashes enums by name where it goes through a key itself: the
 * fields of tuples and records, the elements of lists, sets and maps, the sides of an Either. It can't where a class computes
 * its hash code: POJOs, rows, generic classes.
 *
 * <p>A declared type that does not say what its values are (Object, an interface, an abstract class) can be a key; the engine
 * looks at the class of each value.
 */
@Internal
public final class KeyRules {
    private static final List<Class<?>> HOLDERS =
            List.of(Collection.class, Map.class, Map.Entry.class, Optional.class, Tuple.class, Either.class);

    private KeyRules() {}

    /** Returns why a type can't be a key: what in it is at fault, and what to do. Empty if it can. */
    public static Optional<String> violation(TypeInformation<?> type) {
        Class<?> raw = type.getTypeClass();
        if (raw.isArray()) {
            return Optional.of(
                    "arrays that look the same are not equal, and have other hash codes; take a list, a string or a"
                            + " tuple");
        }
        if (type instanceof EnumTypeInfo || Enum.class.isAssignableFrom(raw)) {
            return Optional.empty();
        }
        if (isElements(type)) {
            return ofParts(type, type.getGenericParameters());
        }
        if (type instanceof CompositeType<?> composite) {
            return ofComposite(composite, raw);
        }
        if (type instanceof GenericTypeInfo) {
            return isOpen(raw) ? Optional.empty() : ofClass(raw, enumIn(raw));
        }
        return ofOther(type);
    }

    /** As {@link #violation}, for a class of fields that computes its hash code by a method of its own. */
    public static Optional<String> violationOfItsOwnHash(CompositeType<?> type) {
        return ofClass(type.getTypeClass(), enumIn(type));
    }

    /** Whether a declared type leaves open what the values are. */
    public static boolean isOpen(Class<?> declared) {
        return declared == Object.class
                || Modifier.isAbstract(declared.getModifiers()) && !declared.isPrimitive() && !declared.isArray();
    }

    /** Whether objects of a class equal only themselves, or have a hash code that differs from process to process. */
    public static boolean usesIdentity(Class<?> type) {
        try {
            return type.getMethod("hashCode").getDeclaringClass() == Object.class
                    || type.getMethod("equals", Object.class).getDeclaringClass() == Object.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every class has a hashCode() and an equals()", e);
        }
    }

    /** How values compare as keys of a map whose type says no more than their class. */
    public static KeyEquality equalityOf(Class<?> type) {
        if (type.isArray()) {
            return KeyEquality.IDENTITY;
        }
        return isOpen(type) ? KeyEquality.OPEN : equalityOf(type, new HashSet<>());
    }

    private static KeyEquality equalityOf(Class<?> type, Set<Class<?>> seen) {
        boolean comparesContent =
                type.isRecord() ? allCompareContent(type, seen) : !holdsAny(type) && !usesIdentity(type);
        return comparesContent ? KeyEquality.CONTENT : KeyEquality.IDENTITY;
    }

    private static boolean allCompareContent(Class<?> type, Set<Class<?>> seen) {
        seen.add(type);
        for (RecordComponent component : type.getRecordComponents()) {
            Class<?> of = component.getType();
            boolean isKnown = of.isPrimitive() || seen.contains(of);
            if (!isKnown && (of.isArray() || isOpen(of) || equalityOf(of, seen) != KeyEquality.CONTENT)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a class compares by elements or fields that may be anything. */
    private static boolean holdsAny(Class<?> type) {
        return HOLDERS.stream().anyMatch(holder -> holder.isAssignableFrom(type));
    }

    private static boolean isElements(TypeInformation<?> type) {
        return type instanceof ListTypeInfo
                || type instanceof SetTypeInfo
                || type instanceof MapTypeInfo
                || type instanceof EitherTypeInfo;
    }

    private static Optional<String> ofParts(TypeInformation<?> type, Map<String, TypeInformation<?>> parts) {
        String what = Either.class.isAssignableFrom(type.getTypeClass()) ? "its sides of " : "its elements of ";
        for (TypeInformation<?> part : parts.values()) {
            Optional<String> found = violation(part);
            if (found.isPresent()) {
                return Optional.of(what + part + ": " + found.get());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> ofComposite(CompositeType<?> type, Class<?> raw) {
        for (int i = 0; i < type.getArity(); i++) {
            TypeInformation<?> field = type.getTypeAt(i);
            Optional<String> found = violation(field);
            if (found.isPresent()) {
                return Optional.of("its field " + type.getFieldNames()[i] + " of " + field + ": " + found.get());
            }
        }
        if (Tuple.class.isAssignableFrom(raw) && type.isTupleType() || raw.isRecord()) {
            return Optional.empty();
        }
        if (type instanceof PojoTypeInfo || raw == Row.class) {
            return isOpen(raw) ? Optional.empty() : ofClass(raw, enumIn(type));
        }
        return ofOther(type);
    }

    private static Optional<String> ofClass(Class<?> raw, Optional<String> enumPath) {
        if (usesIdentity(raw)) {
            return Optional.of(
                    "class " + raw.getName() + " does not override hashCode() and equals(), so equal keys would not"
                            + " meet; add both, or key by fields that have them");
        }
        return enumPath.map(path -> "class " + raw.getName()
                + " computes its hash code itself, and the enum in its field '"
                + path + "' has another hash code in each process; key by a tuple or record of the fields, or by the"
                + " enum's name()");
    }

    private static Optional<String> ofOther(TypeInformation<?> type) {
        return type.isKeyType()
                ? Optional.empty()
                : Optional.of("its type information " + type.getClass().getName() + " says that it is no key type");
    }

    /** The path to an enum in a type that is hashed as a whole. */
    private static Optional<String> enumIn(TypeInformation<?> type) {
        if (type instanceof EnumTypeInfo) {
            return Optional.of("");
        }
        if (type instanceof CompositeType<?> composite) {
            for (int i = 0; i < composite.getArity(); i++) {
                Optional<String> found = enumIn(composite.getTypeAt(i));
                if (found.isPresent()) {
                    return Optional.of(joined(composite.getFieldNames()[i], found.get()));
                }
            }
            return Optional.empty();
        }
        if (isElements(type)) {
            for (TypeInformation<?> part : type.getGenericParameters().values()) {
                if (enumIn(part).isPresent()) {
                    return Optional.of("");
                }
            }
            return Optional.empty();
        }
        return type instanceof GenericTypeInfo ? enumIn(type.getTypeClass()) : Optional.empty();
    }

    private static Optional<String> enumIn(Class<?> type) {
        return isOpen(type) ? Optional.empty() : enumIn(type, new HashSet<>());
    }

    private static Optional<String> enumIn(Class<?> type, Set<Class<?>> seen) {
        for (Class<?> c = type; c != null && !isOfTheJdk(c) && seen.add(c); c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                Class<?> of = field.getType();
                if (Modifier.isStatic(field.getModifiers()) || Modifier.isTransient(field.getModifiers())) {
                    continue;
                }
                Optional<String> found = of.isEnum() ? Optional.of("") : enumIn(of, seen);
                if (found.isPresent()) {
                    return Optional.of(joined(field.getName(), found.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static String joined(String field, String within) {
        return within.isEmpty() ? field : field + "." + within;
    }

    private static boolean isOfTheJdk(Class<?> type) {
        return type.isPrimitive() || type.getName().startsWith("java.");
    }
}
