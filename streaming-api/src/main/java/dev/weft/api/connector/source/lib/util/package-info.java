/** For sources whose splits are iterators: an enumerator and readers. Imports the source interfaces only. */
package dev.weft.api.connector.source.lib.util;
