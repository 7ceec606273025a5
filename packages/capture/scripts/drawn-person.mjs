/** A person before a wall, drawn, as a portrait camera sees them: 720 by 960 pixels, as the address of a picture. */
export const drawnPerson = `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="720" height="960" viewBox="0 0 720 960">
<defs>
<linearGradient id="wall" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#dfe3e6"/><stop offset="1" stop-color="#b9c2c9"/></linearGradient>
<linearGradient id="skin" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#d9a07c"/><stop offset=".55" stop-color="#cf9570"/><stop offset="1" stop-color="#b97f5c"/></linearGradient>
</defs>
<rect width="720" height="960" fill="url(#wall)"/>
<g transform="translate(58 96) scale(.84)"><path d="M150 420c-12-190 78-280 210-280s222 90 210 280c-4 90-20 190-10 300H160c10-110-6-210-10-300Z" fill="#2b1d1a"/>
<path d="M60 1160c10-350 110-210 220-224l80 40 80-40c110 14 210 74 220 224Z" fill="#31527a"/>
<path d="M282 640h156v104c-20 56-136 56-156 0Z" fill="#b97f5c"/>
<path d="M360 220c-110 0-166 82-166 206 0 150 72 264 166 264s166-114 166-264c0-124-56-206-166-206Z" fill="url(#skin)"/>
<path d="M194 440c-8-160 40-236 120-250 30 70 150 90 204 110 10 40 12 90 8 140 44-170-10-290-166-290S150 270 194 440Z" fill="#2b1d1a"/>
<g fill="none" stroke="#2b1d1a" stroke-width="11" stroke-linecap="round"><path d="M254 388c20-16 50-18 72-6M394 382c22-12 52-10 72 6"/></g>
<g><path d="M256 430c18-22 52-22 70 0-18 16-52 16-70 0ZM394 430c18-22 52-22 70 0-18 16-52 16-70 0Z" fill="#fff"/><circle cx="291" cy="428" r="15" fill="#3a2a20"/><circle cx="429" cy="428" r="15" fill="#3a2a20"/><circle cx="296" cy="423" r="5" fill="#fff"/><circle cx="434" cy="423" r="5" fill="#fff"/></g>
<path d="M352 440c-4 40-22 70-18 84 10 12 42 12 52 0" fill="none" stroke="#a66d4b" stroke-width="9" stroke-linecap="round"/>
<path d="M300 590c24-16 44-16 60-8 16-8 36-8 60 8-20 30-100 30-120 0Z" fill="#a9524c"/>
</g></svg>`)}`;
