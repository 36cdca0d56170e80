package dev.weft.engine.graph.functions;

import dev.weft.shaded.org.objectweb.asm.ClassReader;
import dev.weft.shaded.org.objectweb.asm.Opcodes;
import dev.weft.shaded.org.objectweb.asm.tree.ClassNode;
import dev.weft.shaded.org.objectweb.asm.tree.MethodNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Resolves method calls to bytecode: reads the classes of a class loader, except those of the JDK, and searches their
 * superclasses and interfaces.
 */
public final class MethodResolver {

    private final ClassLoader loader;
    private final Map<String, Optional<ClassNode>> classes = new HashMap<>();
    private final Map<String, ClassLoader> loaders = new HashMap<>();

    public MethodResolver(ClassLoader loader) {
        this.loader = loader;
    }

    /** A method with the class that declares it. */
    public record Method(ClassNode owner, MethodNode code) {
        public boolean isStatic() {
            return (code.access & Opcodes.ACC_STATIC) != 0;
        }

        boolean hasCode() {
            return (code.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
        }

        boolean isPrivate() {
            return (code.access & Opcodes.ACC_PRIVATE) != 0;
        }

        private boolean isSeenInItsPackageOnly() {
            return (code.access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED | Opcodes.ACC_PRIVATE)) == 0;
        }

        /** Whether the method can't be overridden, so that a call of it has no other target. */
        public boolean isAlone() {
            return isStatic()
                    || (code.access & (Opcodes.ACC_FINAL | Opcodes.ACC_PRIVATE)) != 0
                    || (owner.access & Opcodes.ACC_FINAL) != 0;
        }
    }

    /**
     * The method that a call on an object of exactly this class runs: declared, inherited, or the only default method.
     *
     * @param type internal name of the class
     */
    public Optional<Method> find(String type, String name, String descriptor) {
        return named(type, name, descriptor).filter(Method::hasCode);
    }

    private Optional<Method> named(String type, String name, String descriptor) {
        for (Optional<ClassNode> at = read(type); at.isPresent(); at = superclass(at.get())) {
            Optional<Method> own = declared(at.get(), name, descriptor);
            if (own.isPresent()) {
                return own;
            }
        }
        return inherited(type, name, descriptor);
    }

    /**
     * The method that a call of the named one runs on an object of exactly this class.
     *
     * @param owner internal name of the class at which the call finds the method
     */
    public Optional<Method> select(String type, String owner, String name, String descriptor) {
        Optional<Method> named = named(owner, name, descriptor);
        if (named.filter(Method::isPrivate).isPresent()) {
            return named;
        }
        Optional<Method> found = find(type, name, descriptor);
        return named.filter(Method::isSeenInItsPackageOnly).isPresent()
                ? found.filter(method -> isInPackageOf(named.get().owner().name, method.owner().name))
                : found;
    }

    private boolean isInPackageOf(String one, String another) {
        return packageOf(one).equals(packageOf(another)) && loaders.get(one) == loaders.get(another);
    }

    private static String packageOf(String type) {
        return type.substring(0, type.lastIndexOf('/') + 1);
    }

    private static Optional<Method> declared(ClassNode type, String name, String descriptor) {
        return type.methods.stream()
                .filter(method -> method.name.equals(name) && method.desc.equals(descriptor))
                .findFirst()
                .map(method -> new Method(type, method));
    }

    private Optional<Method> inherited(String type, String name, String descriptor) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        for (Optional<ClassNode> at = read(type); at.isPresent(); at = superclass(at.get())) {
            open.addAll(at.get().interfaces);
        }
        Method only = null;
        while (!open.isEmpty()) {
            Optional<ClassNode> at = read(open.pop()).filter(each -> seen.add(each.name));
            if (at.isEmpty()) {
                continue;
            }
            open.addAll(at.get().interfaces);
            Optional<Method> own = declared(at.get(), name, descriptor);
            if (own.isPresent() && only != null) {
                return Optional.empty();
            }
            only = own.orElse(only);
        }
        return Optional.ofNullable(only);
    }

    private Optional<ClassNode> superclass(ClassNode type) {
        return type.superName == null ? Optional.empty() : read(type.superName);
    }

    private Optional<ClassNode> read(String type) {
        Optional<ClassNode> known = classes.get(type);
        if (known == null) {
            known = readNow(type);
            classes.put(type, known);
        }
        return known;
    }

    /**
     * Reads the class file from where the loaded class came from; by name, a child-first loader could find another one.
     */
    private Optional<ClassNode> readNow(String type) {
        try {
            ClassLoader its =
                    Class.forName(type.replace('/', '.'), false, loader).getClassLoader();
            if (its == null) {
                return Optional.empty();
            }
            try (InputStream in = its.getResourceAsStream(type + ".class")) {
                if (in == null) {
                    return Optional.empty();
                }
                ClassNode node = new ClassNode();
                loaders.put(type, its);
                new ClassReader(in).accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
                return Optional.of(node);
            }
        } catch (ClassNotFoundException | LinkageError | IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
