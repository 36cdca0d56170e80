package dev.weft.util;

import dev.weft.api.common.InvalidProgramException;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.typeutils.TypeExtractor;
import java.io.Serializable;
import java.util.Objects;

/**
 * Names a side output and its type. Made as an anonymous subclass, {@code new OutputTag<String>("late") {}}, so that
 * the type can be seen, or with the type given. Two tags are the same when their ids are.
 */
public class OutputTag<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String id;
    private final TypeInformation<T> typeInfo;

    /** For anonymous subclasses only: the type is read from the subclass. */
    public OutputTag(String id) {
        this.id = checked(id);
        if (getClass() == OutputTag.class) {
            throw new InvalidProgramException(
                    "the type of output tag '" + id + "' is unknown: write new OutputTag<Type>(\"" + id
                            + "\") {} with braces, or pass a TypeInformation");
        }
        this.typeInfo = TypeExtractor.createTypeInfo(this, OutputTag.class, getClass(), 0);
    }

    /**
     * A side output with its type.
     *
     * @param id names the side output, not empty
     */
    public OutputTag(String id, TypeInformation<T> typeInfo) {
        this.id = checked(id);
        this.typeInfo = Objects.requireNonNull(typeInfo, "typeInfo");
    }

    private static String checked(String id) {
        if (id == null || id.isEmpty()) {
            throw new IllegalArgumentException("an output tag needs a non-empty id");
        }
        return id;
    }

    /** Whether what is emitted to the second tag belongs to the side output of the first. */
    public static boolean isResponsibleFor(OutputTag<?> owner, OutputTag<?> other) {
        return other.equals(owner);
    }

    /** The name of the side output. */
    public String getId() {
        return id;
    }

    /** The type of its elements. */
    public TypeInformation<T> getTypeInfo() {
        return typeInfo;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OutputTag<?> tag && tag.id.equals(id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "OutputTag(" + typeInfo + ", " + id + ")";
    }
}
