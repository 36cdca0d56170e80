package dev.weft.engine.types;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.base.StringSerializer;
import dev.weft.api.common.typeutils.spi.ProductCodec;
import dev.weft.api.common.typeutils.spi.ProductShape;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.shaded.org.objectweb.asm.ClassWriter;
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
 * Bytecode generator (ASM) for the codec class of one tuple, POJO or record. The class keeps the nested serializers that it
 * calls in fields s0, s1, …, and writes the same bytes as the reflective codec. Used once.
 */
final class CodecWriter {
    private static final String OBJECT = "java/lang/Object";
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

    private final ProductShape<?> shape;
    private final List<FieldPlan> plans;
    private final String product;
    private final String self;
    private final boolean isRecord;
    private final List<MethodHandle> handles = new ArrayList<>();
    private final ClassWriter classWriter = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
        /** {@code Object} serves for every merge of types in the generated code. */
        @Override
        protected String getCommonSuperClass(String type1, String type2) {
            return OBJECT;
        }
    };

    CodecWriter(ProductShape<?> shape, List<FieldPlan> plans) throws IllegalAccessException {
        this.shape = shape;
        this.plans = plans;
        this.product = Type.getInternalName(shape.type());
        this.self = product + "$$Codec";
        this.isRecord = shape.kind() == ProductShape.Kind.RECORD;
        for (FieldPlan plan : plans) {
            if (!plan.direct()) {
                addHandles(plan.field());
            }
        }
        writeClass();
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

    byte[] classBytes() {
        return classWriter.toByteArray();
    }

    /**
     * Returns the method handles that the generated code loads by index: getter and setter of each field that it cannot
     * access by name.
     */
    List<MethodHandle> classData() {
        return handles;
    }

    private void writeClass() {
        classWriter.visit(
                Opcodes.V17,
                Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
                self,
                null,
                OBJECT,
                new String[] {Type.getInternalName(ProductCodec.class)});
        for (FieldPlan plan : plans) {
            if (plan.code() == FieldPlan.Code.BY_SERIALIZER) {
                classWriter
                        .visitField(
                                Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL,
                                "s" + plan.index(),
                                SERIALIZER_DESC,
                                null,
                                null)
                        .visitEnd();
            }
        }
        writeConstructor();
        writeWrite();
        if (isRecord) {
            writeReadRecord();
            writeCopyRecord();
            writeIgnoringReuse("read", IN_DESC);
            writeIgnoringReuse("copy", "Ljava/lang/Object;");
        } else {
            writeReadFields();
            writeCopyFields();
            writeOnto("read", IN_DESC, true);
            writeOnto("read", IN_DESC, false);
            writeOnto("copy", "Ljava/lang/Object;", true);
            writeOnto("copy", "Ljava/lang/Object;", false);
        }
        classWriter.visitEnd();
    }

    private MethodVisitor begin(int access, String name, String descriptor) {
        MethodVisitor method =
                classWriter.visitMethod(access, name, descriptor, null, new String[] {"java/io/IOException"});
        method.visitCode();
        return method;
    }

    private static void end(MethodVisitor method) {
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    private void writeConstructor() {
        MethodVisitor m = begin(Opcodes.ACC_PUBLIC, "<init>", "([" + SERIALIZER_DESC + ")V");
        m.visitVarInsn(Opcodes.ALOAD, 0);
        m.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT, "<init>", "()V", false);
        for (FieldPlan plan : plans) {
            if (plan.code() == FieldPlan.Code.BY_SERIALIZER) {
                m.visitVarInsn(Opcodes.ALOAD, 0);
                m.visitVarInsn(Opcodes.ALOAD, 1);
                push(m, plan.index());
                m.visitInsn(Opcodes.AALOAD);
                m.visitFieldInsn(Opcodes.PUTFIELD, self, "s" + plan.index(), SERIALIZER_DESC);
            }
        }
        m.visitInsn(Opcodes.RETURN);
        end(m);
    }

    /** write(value, target): local 3 is the typed value, reference fields follow. */
    private void writeWrite() {
        MethodVisitor m = begin(Opcodes.ACC_PUBLIC, "write", "(Ljava/lang/Object;" + OUT_DESC + ")V");
        m.visitVarInsn(Opcodes.ALOAD, 1);
        m.visitTypeInsn(Opcodes.CHECKCAST, product);
        m.visitVarInsn(Opcodes.ASTORE, 3);
        int[] slots = new int[plans.size()];
        int next = 4;
        for (FieldPlan plan : plans) {
            if (plan.code() == FieldPlan.Code.BOXED || plan.code() == FieldPlan.Code.BY_SERIALIZER) {
                slots[plan.index()] = next++;
                getField(m, plan, 3);
                m.visitVarInsn(Opcodes.ASTORE, slots[plan.index()]);
            }
        }
        writeMasks(m, slots);
        for (FieldPlan plan : plans) {
            writeField(m, plan, slots[plan.index()]);
        }
        m.visitInsn(Opcodes.RETURN);
        end(m);
    }

    private void writeMasks(MethodVisitor m, int[] slots) {
        List<FieldPlan> masked = plans.stream().filter(FieldPlan::masked).toList();
        for (int start = 0; start < masked.size(); start += 8) {
            m.visitVarInsn(Opcodes.ALOAD, 2);
            m.visitInsn(Opcodes.ICONST_0);
            for (int i = start; i < Math.min(start + 8, masked.size()); i++) {
                Label present = new Label();
                m.visitVarInsn(Opcodes.ALOAD, slots[masked.get(i).index()]);
                m.visitJumpInsn(Opcodes.IFNONNULL, present);
                push(m, 1 << i - start);
                m.visitInsn(Opcodes.IOR);
                m.visitLabel(present);
            }
            m.visitMethodInsn(Opcodes.INVOKEINTERFACE, OUT, "writeByte", "(I)V", true);
        }
    }

    private void writeField(MethodVisitor m, FieldPlan plan, int slot) {
        switch (plan.code()) {
            case PRIMITIVE -> {
                m.visitVarInsn(Opcodes.ALOAD, 2);
                getField(m, plan, 3);
                writePrimitive(m, plan.field().getType());
            }
            case TEXT -> {
                getField(m, plan, 3);
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

    /** readFields(product, source): local 3 on are the masks. */
    private void writeReadFields() {
        MethodVisitor m = begin(Opcodes.ACC_PRIVATE, "readFields", "(L" + product + ";" + IN_DESC + ")V");
        MaskReader masks = new MaskReader(m, 2, 3);
        for (FieldPlan plan : plans) {
            setField(m, plan, 1, () -> readValue(m, plan, masks, 2));
        }
        m.visitInsn(Opcodes.RETURN);
        end(m);
    }

    private void writeReadRecord() {
        MethodVisitor m = begin(Opcodes.ACC_PUBLIC, "read", "(" + IN_DESC + ")Ljava/lang/Object;");
        MaskReader masks = new MaskReader(m, 1, 2);
        m.visitTypeInsn(Opcodes.NEW, product);
        m.visitInsn(Opcodes.DUP);
        for (FieldPlan plan : plans) {
            readValue(m, plan, masks, 1);
        }
        construct(m);
        m.visitInsn(Opcodes.ARETURN);
        end(m);
    }

    private void readValue(MethodVisitor m, FieldPlan plan, MaskReader masks, int in) {
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

    private void writeCopyFields() {
        MethodVisitor m = begin(Opcodes.ACC_PRIVATE, "copyFields", "(L" + product + ";Ljava/lang/Object;)V");
        m.visitVarInsn(Opcodes.ALOAD, 2);
        m.visitTypeInsn(Opcodes.CHECKCAST, product);
        m.visitVarInsn(Opcodes.ASTORE, 3);
        for (FieldPlan plan : plans) {
            setField(m, plan, 1, () -> copyValue(m, plan, 3, 4));
        }
        m.visitInsn(Opcodes.RETURN);
        end(m);
    }

    private void writeCopyRecord() {
        MethodVisitor m = begin(Opcodes.ACC_PUBLIC, "copy", "(Ljava/lang/Object;)Ljava/lang/Object;");
        m.visitVarInsn(Opcodes.ALOAD, 1);
        m.visitTypeInsn(Opcodes.CHECKCAST, product);
        m.visitVarInsn(Opcodes.ASTORE, 2);
        m.visitTypeInsn(Opcodes.NEW, product);
        m.visitInsn(Opcodes.DUP);
        for (FieldPlan plan : plans) {
            copyValue(m, plan, 2, 3);
        }
        construct(m);
        m.visitInsn(Opcodes.ARETURN);
        end(m);
    }

    /** Emits code that pushes a copy of a field. */
    private void copyValue(MethodVisitor m, FieldPlan plan, int from, int scratch) {
        getField(m, plan, from);
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

    /** read(source), copy(from) on a fresh product, or their forms with a product to fill. */
    private void writeOnto(String name, String sourceDescriptor, boolean reuse) {
        String descriptor = (reuse ? "(Ljava/lang/Object;" : "(") + sourceDescriptor + ")Ljava/lang/Object;";
        if (reuse && name.equals("copy")) {
            descriptor = "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;";
        }
        MethodVisitor m = begin(Opcodes.ACC_PUBLIC, name, descriptor);
        boolean reuseFirst = reuse && name.equals("read");
        int source = reuseFirst ? 2 : 1;
        if (reuse) {
            m.visitVarInsn(Opcodes.ALOAD, reuseFirst ? 1 : 2);
            m.visitTypeInsn(Opcodes.CHECKCAST, product);
        } else {
            m.visitTypeInsn(Opcodes.NEW, product);
            m.visitInsn(Opcodes.DUP);
            m.visitMethodInsn(Opcodes.INVOKESPECIAL, product, "<init>", "()V", false);
        }
        m.visitVarInsn(Opcodes.ASTORE, 3);
        m.visitVarInsn(Opcodes.ALOAD, 0);
        m.visitVarInsn(Opcodes.ALOAD, 3);
        m.visitVarInsn(Opcodes.ALOAD, source);
        m.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL, self, name + "Fields", "(L" + product + ";" + sourceDescriptor + ")V", false);
        m.visitVarInsn(Opcodes.ALOAD, 3);
        m.visitInsn(Opcodes.ARETURN);
        end(m);
    }

    /** Records are immutable: the methods with reuse create a new one. */
    private void writeIgnoringReuse(String name, String sourceDescriptor) {
        MethodVisitor m =
                begin(Opcodes.ACC_PUBLIC, name, "(Ljava/lang/Object;" + sourceDescriptor + ")Ljava/lang/Object;");
        m.visitVarInsn(Opcodes.ALOAD, 0);
        m.visitVarInsn(Opcodes.ALOAD, name.equals("read") ? 2 : 1);
        m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, self, name, "(" + sourceDescriptor + ")Ljava/lang/Object;", false);
        m.visitInsn(Opcodes.ARETURN);
        end(m);
    }

    private void construct(MethodVisitor m) {
        Type[] parameters =
                plans.stream().map(plan -> Type.getType(plan.field().getType())).toArray(Type[]::new);
        m.visitMethodInsn(
                Opcodes.INVOKESPECIAL, product, "<init>", Type.getMethodDescriptor(Type.VOID_TYPE, parameters), false);
    }

    private void getField(MethodVisitor m, FieldPlan plan, int from) {
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

    private void setField(MethodVisitor m, FieldPlan plan, int target, Runnable value) {
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
        m.visitFieldInsn(Opcodes.GETFIELD, self, "s" + plan.index(), SERIALIZER_DESC);
    }

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

    private static void push(MethodVisitor m, int value) {
        if (value <= Byte.MAX_VALUE) {
            m.visitIntInsn(Opcodes.BIPUSH, value);
        } else {
            m.visitIntInsn(Opcodes.SIPUSH, value);
        }
    }

    /** Emits code that reads the null masks into int locals, then tests their bits in order. */
    private final class MaskReader {
        private final MethodVisitor m;
        private final int firstLocal;
        private int nextBit;

        private MaskReader(MethodVisitor m, int in, int firstLocal) {
            this.m = m;
            this.firstLocal = firstLocal;
            int bytes = (shape.maskedFields() + 7) / 8;
            for (int i = 0; i < bytes; i++) {
                m.visitVarInsn(Opcodes.ALOAD, in);
                m.visitMethodInsn(Opcodes.INVOKEINTERFACE, IN, "readByte", "()B", true);
                m.visitVarInsn(Opcodes.ISTORE, firstLocal + i);
            }
        }

        private void pushBit() {
            m.visitVarInsn(Opcodes.ILOAD, firstLocal + nextBit / 8);
            push(m, 1 << nextBit % 8);
            m.visitInsn(Opcodes.IAND);
            nextBit++;
        }
    }
}
