package dev.weft.api.java;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells from class files whether an inner class ever reads its reference to the object that encloses it. Says yes
 * whenever it cannot be sure. Reading is a {@code getfield} of that field in the class itself or in a class within it;
 * the constructor's {@code putfield} does not count.
 */
final class OuterThisUse {
    private OuterThisUse() {}

    static boolean isUsed(Class<?> owner, Field outerReference) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        open.add(owner.getName().replace('.', '/'));
        String ownerName = open.peek();
        while (!open.isEmpty()) {
            String name = open.pop();
            if (!seen.add(name)) {
                continue;
            }
            try (InputStream file = owner.getClassLoader().getResourceAsStream(name + ".class")) {
                if (file == null) {
                    return true;
                }
                ClassFileScan scan = ClassFileScan.read(new DataInputStream(new BufferedInputStream(file)));
                if (scan.readsField(ownerName, outerReference.getName())) {
                    return true;
                }
                scan.classNames().stream()
                        .filter(other -> other.startsWith(ownerName + "$"))
                        .forEach(open::push);
            } catch (IOException | RuntimeException e) {
                return true;
            }
        }
        return false;
    }
}
