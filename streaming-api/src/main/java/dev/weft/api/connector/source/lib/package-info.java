/** Sources that come with the API: number sequences and given elements. Imports the source interfaces only. */
package dev.weft.api.connector.source.lib;
