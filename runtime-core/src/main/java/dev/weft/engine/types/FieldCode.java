package dev.weft.engine.types;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.base.StringSerializer;
import dev.weft.api.common.typeutils.spi.ProductShape;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.shaded.org.objectweb.asm.ConstantDynamic;
import dev.weft.shaded.org.objectweb.asm.Handle;
import dev.weft.shaded.org.objectweb.asm.Label;
import dev.weft.shaded.org.objectweb.asm.MethodVisitor;
import dev.weft.shaded.org.objectweb.asm.Opcodes;
import dev.weft.shaded.org.objectweb.asm.Type;
import dev.weft.types.NullFieldException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * Emits the code for single fields in the methods of a generated codec: how a field is loaded from and stored into its
 * product, by name or by a method handle, and how its value is written, read and copied.
 */
final class FieldCode {
    private static final String SERIALIZER = Type.getInternalName(TypeSerializer.class);
    private static final String SERIALIZER_DESC = Type.getDescriptor(TypeSerializer.class);
    private static final String TEXT = Type.getInternalName(StringSerializer.class);
    private static final String IN = Type.getInternalName(DataInputView.class);
    private static final String IN_DESC = Type.getDescriptor(DataInputView.class);
    private static final String OUT = Type.getInternalName(DataOutputView.class);
    private static final String OUT_DESC = Type.getDescriptor(DataOutputView.class);
    private static final String HANDLE = Type.getInternalName(MethodHandle.class);
    private static final Handle CLASS_DATA_AT = new Handle(
            Opcodes.H_INVOKESTATIC,
            "java/lang/invoke/MethodHandles",
            "classDataAt",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;I)Ljava/lang/Object;",
            false);

    private final String self;
    private final ProductShape<?> shape;
    private final List<FieldPlan> plans;
    private final List<MethodHandle> handles = new ArrayList<>();

    /** @param self the internal name of the generated class */
    FieldCode(String self, ProductShape<?> shape, List<FieldPlan> plans) throws IllegalAccessException {
        this.self = self;
        this.shape = shape;
        this.plans = plans;
        for (FieldPlan plan : plans) {
            if (!plan.direct()) {
                addHandles(plan.field());
            }
        }
    }

    private void addHandles(Field field) throws IllegalAccessException {
        field.setAccessible(true);
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        Class<?> type = erased(field);
        handles.add(lookup.unreflectGetter(field).asType(MethodType.methodType(type, Object.class)));
        handles.add(lookup.unreflectSetter(field).asType(MethodType.methodType(void.class, Object.class, type)));
    }

    private static Class<?> erased(Field field) {
        return field.getType().isPrimitive() ? field.getType() : Object.class;
    }

    /** The method handles that the code loads by index: getter and setter of each field that it cannot access by name. */
    List<MethodHandle> classData() {
        return handles;
    }

    /** The name of the codec's field with the serializer of a product's field. */
    static String serializerField(FieldPlan plan) {
        return "s" + plan.index();
    }

    // ---- access ----

    /** @param from the local with the product */
    void load(MethodVisitor m, FieldPlan plan, int from) {
        Field field = plan.field();
        if (plan.direct()) {
            m.visitVarInsn(Opcodes.ALOAD, from);
            m.visitFieldInsn(
                    Opcodes.GETFIELD,
                    Type.getInternalName(field.getDeclaringClass()),
                    field.getName(),
                    Type.getDescriptor(field.getType()));
            return;
        }
        Class<?> type = erased(field);
        loadHandle(m, plan, 0);
        m.visitVarInsn(Opcodes.ALOAD, from);
        m.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL, HANDLE, "invokeExact", "(Ljava/lang/Object;)" + Type.getDescriptor(type), false);
        cast(m, field.getType(), type);
    }

    /**
     * @param target the local with the product
     * @param value emits code that pushes the value
     */
    void store(MethodVisitor m, FieldPlan plan, int target, Runnable value) {
        Field field = plan.field();
        if (plan.direct()) {
            m.visitVarInsn(Opcodes.ALOAD, target);
            value.run();
            m.visitFieldInsn(
                    Opcodes.PUTFIELD,
                    Type.getInternalName(field.getDeclaringClass()),
                    field.getName(),
                    Type.getDescriptor(field.getType()));
            return;
        }
        loadHandle(m, plan, 1);
        m.visitVarInsn(Opcodes.ALOAD, target);
        value.run();
        m.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL,
                HANDLE,
                "invokeExact",
                "(Ljava/lang/Object;" + Type.getDescriptor(erased(field)) + ")V",
                false);
    }

    private void loadHandle(MethodVisitor m, FieldPlan plan, int which) {
        long before = plans.stream()
                .limit(plan.index())
                .filter(other -> !other.direct())
                .count();
        m.visitLdcInsn(new ConstantDynamic(
                "_", Type.getDescriptor(MethodHandle.class), CLASS_DATA_AT, (int) before * 2 + which));
    }

    private void loadSerializer(MethodVisitor m, FieldPlan plan) {
        m.visitVarInsn(Opcodes.ALOAD, 0);
        m.visitFieldInsn(Opcodes.GETFIELD, self, serializerField(plan), SERIALIZER_DESC);
    }

    // ---- values ----

    /**
     * Writes a field into the output in local 2.
     *
     * @param slot the local with the field's value, if it is a reference and no text; others are loaded from the product in
     *     local 3
     */
    void write(MethodVisitor m, FieldPlan plan, int slot) {
        switch (plan.code()) {
            case PRIMITIVE -> {
                m.visitVarInsn(Opcodes.ALOAD, 2);
                load(m, plan, 3);
                writePrimitive(m, plan.field().getType());
            }
            case TEXT -> {
                load(m, plan, 3);
                cast(m, String.class, plan.field().getType());
                m.visitVarInsn(Opcodes.ALOAD, 2);
                m.visitMethodInsn(Opcodes.INVOKESTATIC, TEXT, "write", "(Ljava/lang/String;" + OUT_DESC + ")V", false);
            }
            case BOXED, BY_SERIALIZER -> {
                Label done = new Label();
                boolean checked = plan.masked() || !plan.nullTolerant();
                if (checked) {
                    Label present = new Label();
                    m.visitVarInsn(Opcodes.ALOAD, slot);
                    m.visitJumpInsn(Opcodes.IFNONNULL, present);
                    if (plan.masked()) {
                        m.visitJumpInsn(Opcodes.GOTO, done);
                    } else {
                        throwNullField(m, plan.index());
                    }
                    m.visitLabel(present);
                }
                writeReference(m, plan, slot);
                m.visitLabel(done);
            }
        }
    }

    private void writeReference(MethodVisitor m, FieldPlan plan, int slot) {
        if (plan.code() == FieldPlan.Code.BOXED) {
            Class<?> primitive = primitive(plan);
            Class<?> box = Boxes.of(primitive);
            m.visitVarInsn(Opcodes.ALOAD, 2);
            m.visitVarInsn(Opcodes.ALOAD, slot);
            m.visitTypeInsn(Opcodes.CHECKCAST, Type.getInternalName(box));
            m.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL,
                    Type.getInternalName(box),
                    primitive.getName() + "Value",
                    "()" + Type.getDescriptor(primitive),
                    false);
            writePrimitive(m, primitive);
        } else {
            loadSerializer(m, plan);
            m.visitVarInsn(Opcodes.ALOAD, slot);
            m.visitVarInsn(Opcodes.ALOAD, 2);
            m.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL, SERIALIZER, "serialize", "(Ljava/lang/Object;" + OUT_DESC + ")V", false);
        }
    }

    private static void throwNullField(MethodVisitor m, int index) {
        String exception = Type.getInternalName(NullFieldException.class);
        m.visitTypeInsn(Opcodes.NEW, exception);
        m.visitInsn(Opcodes.DUP);
        push(m, index);
        m.visitMethodInsn(Opcodes.INVOKESPECIAL, exception, "<init>", "(I)V", false);
        m.visitInsn(Opcodes.ATHROW);
    }

    /**
     * Pushes a field's value, read from the input.
     *
     * @param in the local with the input
     */
    void read(MethodVisitor m, FieldPlan plan, NullMaskCode masks, int in) {
        Label done = new Label();
        if (plan.masked()) {
            Label present = new Label();
            masks.pushBit();
            m.visitJumpInsn(Opcodes.IFEQ, present);
            m.visitInsn(Opcodes.ACONST_NULL);
            cast(m, plan.field().getType(), Object.class);
            m.visitJumpInsn(Opcodes.GOTO, done);
            m.visitLabel(present);
        }
        switch (plan.code()) {
            case PRIMITIVE -> readPrimitive(m, plan.field().getType(), in);
            case BOXED -> {
                Class<?> primitive = primitive(plan);
                Class<?> box = Boxes.of(primitive);
                readPrimitive(m, primitive, in);
                m.visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        Type.getInternalName(box),
                        "valueOf",
                        "(" + Type.getDescriptor(primitive) + ")" + Type.getDescriptor(box),
                        false);
            }
            case TEXT -> {
                m.visitVarInsn(Opcodes.ALOAD, in);
                m.visitMethodInsn(Opcodes.INVOKESTATIC, TEXT, "read", "(" + IN_DESC + ")Ljava/lang/String;", false);
            }
            case BY_SERIALIZER -> {
                loadSerializer(m, plan);
                m.visitVarInsn(Opcodes.ALOAD, in);
                m.visitMethodInsn(
                        Opcodes.INVOKEVIRTUAL, SERIALIZER, "deserialize", "(" + IN_DESC + ")Ljava/lang/Object;", false);
                cast(m, plan.field().getType(), Object.class);
            }
        }
        m.visitLabel(done);
    }

    /**
     * Pushes a copy of a field.
     *
     * @param from the local with the product
     * @param scratch a local that is free
     */
    void copy(MethodVisitor m, FieldPlan plan, int from, int scratch) {
        load(m, plan, from);
        if (plan.shared() || plan.code() != FieldPlan.Code.BY_SERIALIZER) {
            return;
        }
        Label done = new Label();
        m.visitVarInsn(Opcodes.ASTORE, scratch);
        m.visitVarInsn(Opcodes.ALOAD, scratch);
        Label present = new Label();
        m.visitJumpInsn(Opcodes.IFNONNULL, present);
        m.visitInsn(Opcodes.ACONST_NULL);
        cast(m, plan.field().getType(), Object.class);
        m.visitJumpInsn(Opcodes.GOTO, done);
        m.visitLabel(present);
        loadSerializer(m, plan);
        m.visitVarInsn(Opcodes.ALOAD, scratch);
        m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, SERIALIZER, "copy", "(Ljava/lang/Object;)Ljava/lang/Object;", false);
        cast(m, plan.field().getType(), Object.class);
        m.visitLabel(done);
    }

    // ---- instructions ----

    private Class<?> primitive(FieldPlan plan) {
        return plan.primitive(shape.serializers().get(plan.index()));
    }

    private static void writePrimitive(MethodVisitor m, Class<?> primitive) {
        boolean asInt = primitive == byte.class || primitive == short.class || primitive == char.class;
        String descriptor = "(" + (asInt ? "I" : Type.getDescriptor(primitive)) + ")V";
        m.visitMethodInsn(Opcodes.INVOKEINTERFACE, OUT, "write" + capitalized(primitive), descriptor, true);
    }

    private static void readPrimitive(MethodVisitor m, Class<?> primitive, int in) {
        m.visitVarInsn(Opcodes.ALOAD, in);
        m.visitMethodInsn(
                Opcodes.INVOKEINTERFACE,
                IN,
                "read" + capitalized(primitive),
                "()" + Type.getDescriptor(primitive),
                true);
    }

    private static String capitalized(Class<?> primitive) {
        String name = primitive.getName();
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static void cast(MethodVisitor m, Class<?> to, Class<?> from) {
        if (to != from && !to.isAssignableFrom(from)) {
            m.visitTypeInsn(Opcodes.CHECKCAST, Type.getInternalName(to));
        }
    }

    static void push(MethodVisitor m, int value) {
        if (value <= Byte.MAX_VALUE) {
            m.visitIntInsn(Opcodes.BIPUSH, value);
        } else {
            m.visitIntInsn(Opcodes.SIPUSH, value);
        }
    }
}
