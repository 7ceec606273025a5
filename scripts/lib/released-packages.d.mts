export function releasedPackages(): { name: string; folder: string; manifest: object }[];
