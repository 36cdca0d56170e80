/** How values are written with a version, and small types of reading. Imports core.memory only. */
package dev.weft.core.io;
