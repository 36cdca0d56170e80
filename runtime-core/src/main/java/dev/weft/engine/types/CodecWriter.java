package dev.weft.engine.types;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.spi.ProductCodec;
import dev.weft.api.common.typeutils.spi.ProductShape;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.shaded.org.objectweb.asm.ClassWriter;
import dev.weft.shaded.org.objectweb.asm.MethodVisitor;
import dev.weft.shaded.org.objectweb.asm.Opcodes;
import dev.weft.shaded.org.objectweb.asm.Type;
import java.lang.invoke.MethodHandle;
import java.util.List;

/**
 * Bytecode generator (ASM) for the codec class of one tuple, POJO or record: the class with its methods, whose code for
 * each field {@link FieldCode} emits. The class keeps the nested serializers that it calls in fields s0, s1, …, and writes
 * the same bytes as the reflective codec. Used once.
 */
final class CodecWriter {
    private static final String OBJECT = "java/lang/Object";
    private static final String SERIALIZER_DESC = Type.getDescriptor(TypeSerializer.class);
    private static final String IN_DESC = Type.getDescriptor(DataInputView.class);
    private static final String OUT_DESC = Type.getDescriptor(DataOutputView.class);

    private final ProductShape<?> shape;
    private final List<FieldPlan> plans;
    private final String product;
    private final String self;
    private final boolean isRecord;
    private final FieldCode fields;
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
        this.fields = new FieldCode(self, shape, plans);
        writeClass();
    }

    byte[] classBytes() {
        return classWriter.toByteArray();
    }

    /**
     * Returns the method handles that the generated code loads by index: getter and setter of each field that it cannot
     * access by name.
     */
    List<MethodHandle> classData() {
        return fields.classData();
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
                                FieldCode.serializerField(plan),
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
                FieldCode.push(m, plan.index());
                m.visitInsn(Opcodes.AALOAD);
                m.visitFieldInsn(Opcodes.PUTFIELD, self, FieldCode.serializerField(plan), SERIALIZER_DESC);
            }
        }
        m.visitInsn(Opcodes.RETURN);
        end(m);
    }

    /** write(value, target): local 3 is the typed value, as {@link FieldCode#write} expects; reference fields follow. */
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
                fields.load(m, plan, 3);
                m.visitVarInsn(Opcodes.ASTORE, slots[plan.index()]);
            }
        }
        NullMaskCode.write(m, plans, slots);
        for (FieldPlan plan : plans) {
            fields.write(m, plan, slots[plan.index()]);
        }
        m.visitInsn(Opcodes.RETURN);
        end(m);
    }

    /** readFields(product, source): local 3 on are the masks. */
    private void writeReadFields() {
        MethodVisitor m = begin(Opcodes.ACC_PRIVATE, "readFields", "(L" + product + ";" + IN_DESC + ")V");
        NullMaskCode masks = NullMaskCode.read(m, shape, 2, 3);
        for (FieldPlan plan : plans) {
            fields.store(m, plan, 1, () -> fields.read(m, plan, masks, 2));
        }
        m.visitInsn(Opcodes.RETURN);
        end(m);
    }

    private void writeReadRecord() {
        MethodVisitor m = begin(Opcodes.ACC_PUBLIC, "read", "(" + IN_DESC + ")Ljava/lang/Object;");
        NullMaskCode masks = NullMaskCode.read(m, shape, 1, 2);
        m.visitTypeInsn(Opcodes.NEW, product);
        m.visitInsn(Opcodes.DUP);
        for (FieldPlan plan : plans) {
            fields.read(m, plan, masks, 1);
        }
        construct(m);
        m.visitInsn(Opcodes.ARETURN);
        end(m);
    }

    private void writeCopyFields() {
        MethodVisitor m = begin(Opcodes.ACC_PRIVATE, "copyFields", "(L" + product + ";Ljava/lang/Object;)V");
        m.visitVarInsn(Opcodes.ALOAD, 2);
        m.visitTypeInsn(Opcodes.CHECKCAST, product);
        m.visitVarInsn(Opcodes.ASTORE, 3);
        for (FieldPlan plan : plans) {
            fields.store(m, plan, 1, () -> fields.copy(m, plan, 3, 4));
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
            fields.copy(m, plan, 2, 3);
        }
        construct(m);
        m.visitInsn(Opcodes.ARETURN);
        end(m);
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
}
